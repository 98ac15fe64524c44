-- A decision is looked at again by somebody who did not make it and has no part in what it was about.
CREATE OR REPLACE FUNCTION own_affair(of_case uuid, of_staff uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM case_excluded AS e WHERE e.case_id = of_case AND e.staff_id = of_staff)
    OR EXISTS (
      SELECT FROM staff_chat_id AS me
      WHERE me.staff_id = of_staff AND (
        EXISTS (SELECT FROM report AS r WHERE r.case_id = of_case AND r.reporter_id = me.user_id)
        -- Who reported what an appeal or a sample is about.
        OR EXISTS (
          SELECT FROM "case" AS c JOIN decision AS d ON d.id = c.review_of_id
          JOIN report AS r ON r.case_id = d.case_id AND r.reporter_id = me.user_id
          WHERE c.id = of_case
        )
        OR EXISTS (
          SELECT FROM case_subject AS s
          WHERE s.case_id = of_case AND (
            s.user_id = me.user_id
            OR EXISTS (SELECT FROM staff_chat_group AS g WHERE g.user_id = me.user_id AND g.group_id = s.group_id)
          )
        )
      )
    )
$$;
