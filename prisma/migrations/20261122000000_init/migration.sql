CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('support', 'moderator', 'admin', 'owner', 'auditor');

-- CreateEnum
CREATE TYPE "GroupStatus" AS ENUM ('normal', 'banned', 'dismissed', 'muted');

-- CreateEnum
CREATE TYPE "Standing" AS ENUM ('good', 'under_review', 'suspended', 'dismissed');

-- CreateEnum
CREATE TYPE "SubjectKind" AS ENUM ('group', 'message', 'user');

-- CreateEnum
CREATE TYPE "CaseState" AS ENUM ('open', 'decided', 'closed');

-- CreateEnum
CREATE TYPE "CaseOutcome" AS ENUM ('dismissed', 'acted');

-- CreateEnum
CREATE TYPE "Comparison" AS ENUM ('pending', 'match', 'differs', 'gone', 'no_copy');

-- CreateEnum
CREATE TYPE "EvidenceState" AS ENUM ('wanted', 'stored', 'gone');

-- CreateEnum
CREATE TYPE "LedgerState" AS ENUM ('awaiting_approval', 'planned', 'sending', 'unknown', 'verified', 'already_so', 'failed', 'refused', 'cancelled');

-- CreateEnum
CREATE TYPE "MemberRole" AS ENUM ('owner', 'admin', 'member');

-- CreateEnum
CREATE TYPE "ActorKind" AS ENUM ('staff', 'reporter', 'system');

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "password_hash" TEXT NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_code" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "openim_token" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "base_url" TEXT NOT NULL,
    "admin_id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "renewed_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "openim_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_index" (
    "group_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "introduction" TEXT NOT NULL DEFAULT '',
    "face_url" TEXT NOT NULL DEFAULT '',
    "owner_id" TEXT NOT NULL DEFAULT '',
    "member_count" INTEGER NOT NULL,
    "status" "GroupStatus" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "group_index_pkey" PRIMARY KEY ("group_id")
);

-- CreateTable
CREATE TABLE "person_index" (
    "user_id" TEXT NOT NULL,
    "nickname" TEXT NOT NULL,
    "face_url" TEXT NOT NULL DEFAULT '',
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_index_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "group_extension" (
    "group_id" TEXT NOT NULL,
    "standing" "Standing" NOT NULL DEFAULT 'good',

    CONSTRAINT "group_extension_pkey" PRIMARY KEY ("group_id")
);

-- CreateTable
CREATE TABLE "case" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "subject_kind" "SubjectKind" NOT NULL,
    "subject_key" TEXT NOT NULL,
    "group_id" TEXT,
    "user_id" TEXT,
    "conversation_id" TEXT,
    "message_seq" BIGINT,
    "client_msg_id" TEXT,
    "subject_name" TEXT NOT NULL,
    "context_name" TEXT NOT NULL DEFAULT '',
    "face_url" TEXT NOT NULL DEFAULT '',
    "state" "CaseState" NOT NULL DEFAULT 'open',
    "outcome" "CaseOutcome",
    "reason" TEXT NOT NULL,
    "severity" SMALLINT NOT NULL,
    "reports_count" INTEGER NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_report_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "claimed_by_id" UUID,
    "claim_expires_at" TIMESTAMPTZ(3),
    "previous_case_id" UUID,

    CONSTRAINT "case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "reporter_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "copy" JSONB,
    "comparison" "Comparison" NOT NULL DEFAULT 'pending',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "state" "EvidenceState" NOT NULL DEFAULT 'wanted',
    "source" TEXT NOT NULL DEFAULT '',
    "fetched_at" TIMESTAMPTZ(3),
    "sha256" TEXT,
    "body" JSONB,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "outcome" "CaseOutcome" NOT NULL,
    "reason" BYTEA NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_note" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger" (
    "id" UUID NOT NULL,
    "subject_kind" "SubjectKind" NOT NULL,
    "subject_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "state" "LedgerState" NOT NULL DEFAULT 'planned',
    "planned_version" INTEGER NOT NULL,
    "desired" JSONB NOT NULL,
    "desired_before" JSONB NOT NULL,
    "plan" JSONB NOT NULL,
    "kept" JSONB,
    "staff_id" UUID NOT NULL,
    "case_id" UUID,
    "decision_id" UUID,
    "inverse_of_id" UUID,
    "reason" BYTEA NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "in_flight" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "setbacks" INTEGER NOT NULL DEFAULT 0,
    "progress" JSONB,
    "outcome" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "ledger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_event" (
    "ledger_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "from_state" "LedgerState",
    "to_state" "LedgerState" NOT NULL,
    "outcome" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_event_pkey" PRIMARY KEY ("ledger_id","n")
);

-- CreateTable
CREATE TABLE "desired_state" (
    "subject_kind" "SubjectKind" NOT NULL,
    "subject_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "desired" JSONB NOT NULL,
    "ledger_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "desired_state_pkey" PRIMARY KEY ("subject_kind","subject_id")
);

-- CreateTable
CREATE TABLE "member_snapshot" (
    "id" UUID NOT NULL,
    "group_id" TEXT NOT NULL,
    "ledger_id" UUID NOT NULL,
    "status" "GroupStatus" NOT NULL,
    "owner_id" TEXT NOT NULL,
    "group_name" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "final_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "snapshot_member" (
    "snapshot_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" "MemberRole" NOT NULL,
    "nickname" TEXT NOT NULL DEFAULT '',
    "ex" TEXT NOT NULL DEFAULT '',
    "muted_until" TIMESTAMPTZ(3),
    "joined_at" TIMESTAMPTZ(3),
    "present_at_end" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "snapshot_member_pkey" PRIMARY KEY ("snapshot_id","user_id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" "ActorKind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "personal" BYTEA,
    "request_id" TEXT NOT NULL,
    "ledger_id" UUID,
    "case_id" UUID,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "personal_key" (
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "wrapped" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "personal_key_pkey" PRIMARY KEY ("subject_kind","subject_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE INDEX "session_staff_id_idx" ON "session"("staff_id");

-- CreateIndex
CREATE INDEX "group_index_name_trgm" ON "group_index" USING GIN ("name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "group_index_member_count_group_id_idx" ON "group_index"("member_count", "group_id");

-- CreateIndex
CREATE INDEX "group_index_created_at_group_id_idx" ON "group_index"("created_at", "group_id");

-- CreateIndex
CREATE INDEX "group_index_owner_id_idx" ON "group_index"("owner_id");

-- CreateIndex
CREATE INDEX "group_extension_standing_group_id_idx" ON "group_extension"("standing", "group_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_number_key" ON "case"("number");

-- CreateIndex
CREATE INDEX "case_group_id_idx" ON "case"("group_id");

-- CreateIndex
CREATE INDEX "case_user_id_idx" ON "case"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_number_key" ON "report"("number");

-- CreateIndex
CREATE INDEX "report_reporter_id_created_at_idx" ON "report"("reporter_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "report_case_id_reporter_id_key" ON "report"("case_id", "reporter_id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_case_id_key" ON "evidence"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_case_id_epoch_key" ON "decision"("case_id", "epoch");

-- CreateIndex
CREATE UNIQUE INDEX "draft_note_case_id_staff_id_key" ON "draft_note"("case_id", "staff_id");

-- CreateIndex
CREATE INDEX "ledger_case_id_idx" ON "ledger"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_subject_kind_subject_id_seq_key" ON "ledger"("subject_kind", "subject_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "member_snapshot_ledger_id_key" ON "member_snapshot"("ledger_id");

-- CreateIndex
CREATE INDEX "member_snapshot_group_id_taken_at_idx" ON "member_snapshot"("group_id", "taken_at");

-- CreateIndex
CREATE INDEX "audit_action_id_idx" ON "audit"("action", "id");

-- CreateIndex
CREATE INDEX "audit_actor_id_id_idx" ON "audit"("actor_id", "id");

-- CreateIndex
CREATE INDEX "audit_subject_kind_subject_id_id_idx" ON "audit"("subject_kind", "subject_id", "id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_claimed_by_id_fkey" FOREIGN KEY ("claimed_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_previous_case_id_fkey" FOREIGN KEY ("previous_case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_note" ADD CONSTRAINT "draft_note_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_note" ADD CONSTRAINT "draft_note_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_inverse_of_id_fkey" FOREIGN KEY ("inverse_of_id") REFERENCES "ledger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_event" ADD CONSTRAINT "ledger_event_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_member" ADD CONSTRAINT "snapshot_member_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "member_snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


