-- A merged case stays as a signpost to the one that took it in.
ALTER TABLE "case" ADD CONSTRAINT case_merged_into CHECK ((outcome IS NOT DISTINCT FROM 'merged') = (merged_into_id IS NOT NULL));
ALTER TABLE "case" ADD CONSTRAINT case_review_outcome CHECK (
  CASE WHEN type = 'report' THEN outcome IS NULL OR outcome IN ('dismissed', 'acted', 'merged')
       ELSE outcome IS NULL OR outcome IN ('upheld', 'overturned') END
);
