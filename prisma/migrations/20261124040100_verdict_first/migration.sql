-- Whoever looks again may put their verdict in first and then see what was done, to ease single measures.
ALTER TABLE "case"
  ADD COLUMN verdict_in boolean,
  -- Counts while the case is held as it was then: whoever takes it next looks blind again.
  ADD COLUMN verdict_epoch integer,
  ADD CONSTRAINT case_verdict_whole CHECK ((verdict_in IS NULL) = (verdict_epoch IS NULL));

INSERT INTO text_template (id, kind, position, names, texts) VALUES
  ('statement_eased', 'statement', 6, '{"en": "Appeal: measures eased", "zh-CN": "申诉：减轻措施"}',
   '{"en": "Somebody else looked at our decision {decision} again. It still breaks our rules, but we take back: {actions}. It concerns {subject}.", "zh-CN": "另一位审核员重新审核了决定 {decision}。该内容仍违反规则，但我们撤销以下措施：{actions}。涉及：{subject}。"}');
