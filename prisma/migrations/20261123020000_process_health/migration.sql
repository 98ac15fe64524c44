-- What each running process says of itself, every few seconds. Nothing in it has to survive a crash, so it is not logged.
CREATE TYPE "ProcessKind" AS ENUM ('web', 'worker', 'both');
CREATE UNLOGGED TABLE "process_health" (
    "id" UUID NOT NULL,
    "kind" "ProcessKind" NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "openim" JSONB NOT NULL,

    CONSTRAINT "process_health_pkey" PRIMARY KEY ("id")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON process_health TO steward_app;

-- What trying OpenIM's port with the token of an ordinary person showed last. Of the address that was tried only.
CREATE TABLE "port_check" (
    "base_url" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "staff_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "port_check_pkey" PRIMARY KEY ("base_url"),
    CONSTRAINT "port_check_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
GRANT SELECT, INSERT, UPDATE ON port_check TO steward_app;

-- The job queue's tables stay closed to the app; it may read how many jobs there are of which kind.
-- `waiting` are due and not yet taken up; `failing` will be tried again; `given_up` will not.
CREATE FUNCTION steward_queue(OUT waiting bigint, OUT running bigint, OUT failing bigint, OUT given_up bigint, OUT oldest timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT count(*) FILTER (WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now()),
         count(*) FILTER (WHERE locked_at IS NOT NULL),
         count(*) FILTER (WHERE attempts > 0 AND attempts < max_attempts AND locked_at IS NULL),
         count(*) FILTER (WHERE attempts >= max_attempts AND locked_at IS NULL),
         min(run_at) FILTER (WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now())
  INTO waiting, running, failing, given_up, oldest
  FROM graphile_worker.jobs;
END $$;
REVOKE ALL ON FUNCTION steward_queue() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION steward_queue() TO steward_app;
