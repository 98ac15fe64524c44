-- Presets of the review desk, and the texts that people are sent.

-- What one digit prepares: policy, actions, reason and notices in one stroke.
CREATE TABLE preset (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- Null: in every queue that has none of its own under that digit.
  queue_id text REFERENCES queue,
  -- The key: 1 to 9.
  slot smallint NOT NULL CHECK (slot BETWEEN 1 AND 9),
  -- {language: name} and {language: the decision's reason}
  names jsonb NOT NULL,
  reasons jsonb NOT NULL,
  policy_id text REFERENCES policy,
  -- [{action, lastsMs}]; lastsMs null = without an end.
  actions jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(actions) = 'array'),
  notify_reporter boolean NOT NULL DEFAULT true,
  notify_person boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX preset_one_per_key ON preset (queue_id, slot) NULLS NOT DISTINCT;

-- outcome: to a reporter. statement: to the person concerned. reason: offered to whoever decides.
CREATE TYPE "TemplateKind" AS ENUM ('outcome', 'statement', 'reason');
CREATE TABLE text_template (
  id text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9_]{0,39}$'),
  kind "TemplateKind" NOT NULL,
  -- {language: name} and {language: text with {variables}}
  names jsonb NOT NULL,
  texts jsonb NOT NULL,
  position integer NOT NULL,
  version integer NOT NULL DEFAULT 1
);

INSERT INTO preset (queue_id, slot, policy_id, actions, names, reasons) VALUES
  (NULL, 1, 'spam', '[{"action": "message.revoke", "lastsMs": null}]',
   '{"en": "Spam message", "zh-CN": "垃圾消息"}',
   '{"en": "Unasked advertising.", "zh-CN": "未经允许的广告。"}'),
  (NULL, 2, 'spam', '[{"action": "message.revoke", "lastsMs": null}, {"action": "member.kick", "lastsMs": null}]',
   '{"en": "Spam sender", "zh-CN": "垃圾信息发送者"}',
   '{"en": "Sends unasked advertising again and again.", "zh-CN": "反复发送未经允许的广告。"}'),
  (NULL, 3, 'spam', '[{"action": "group.suspend", "lastsMs": 604800000}]',
   '{"en": "Spam group, 7 days", "zh-CN": "垃圾群，7 天"}',
   '{"en": "The group is used to spread advertising.", "zh-CN": "该群被用于散布广告。"}'),
  (NULL, 4, 'harassment', '[{"action": "message.revoke", "lastsMs": null}, {"action": "member.mute", "lastsMs": 86400000}]',
   '{"en": "Harassment, 24 h", "zh-CN": "骚扰，24 小时"}',
   '{"en": "Insults or intimidates somebody.", "zh-CN": "辱骂或恐吓他人。"}'),
  (NULL, 5, 'hate', '[{"action": "message.revoke", "lastsMs": null}, {"action": "member.mute", "lastsMs": 604800000}]',
   '{"en": "Hate, 7 days", "zh-CN": "仇恨言论，7 天"}',
   '{"en": "Attacks people for who they are.", "zh-CN": "因他人的身份而攻击他人。"}'),
  (NULL, 6, 'sexual_content', '[{"action": "message.revoke", "lastsMs": null}, {"action": "member.mute", "lastsMs": 604800000}]',
   '{"en": "Sexual content, 7 days", "zh-CN": "色情内容，7 天"}',
   '{"en": "Sexual content in a group.", "zh-CN": "在群内发布色情内容。"}'),
  (NULL, 7, 'fraud', '[{"action": "message.revoke", "lastsMs": null}, {"action": "member.kick", "lastsMs": null}]',
   '{"en": "Scam, remove sender", "zh-CN": "诈骗，移出发送者"}',
   '{"en": "Deceives people for money or data.", "zh-CN": "以欺骗手段获取钱财或数据。"}'),
  (NULL, 8, 'illegal_goods', '[{"action": "group.suspend", "lastsMs": 2592000000}]',
   '{"en": "Illegal goods, group 30 days", "zh-CN": "违禁品，封停群 30 天"}',
   '{"en": "The group offers forbidden goods.", "zh-CN": "该群出售违禁物品。"}'),
  (NULL, 9, 'impersonation', '[{"action": "member.kick", "lastsMs": null}]',
   '{"en": "Impersonation, remove", "zh-CN": "冒充，移出群"}',
   '{"en": "Passes themselves off as somebody else.", "zh-CN": "冒充他人。"}'),
  ('emergency', 1, 'child_safety', '[{"action": "group.suspend", "lastsMs": null}]',
   '{"en": "Child safety, suspend group", "zh-CN": "儿童安全，封停群"}',
   '{"en": "Endangers a child.", "zh-CN": "危害未成年人。"}'),
  ('emergency', 2, 'violence', '[{"action": "member.mute", "lastsMs": 2592000000}]',
   '{"en": "Danger to life, mute 30 days", "zh-CN": "生命危险，禁言 30 天"}',
   '{"en": "Threatens somebody''s life.", "zh-CN": "威胁他人生命。"}');
-- While somebody's life is in danger nobody is warned by a message of ours.
UPDATE preset SET notify_person = false WHERE queue_id = 'emergency';

INSERT INTO text_template (id, kind, position, names, texts) VALUES
  ('outcome_upheld', 'outcome', 1, '{"en": "Report upheld", "zh-CN": "举报成立"}',
   '{"en": "We looked at your report {number} of {date}. It breaks our rules, and we have acted on it. Thank you for telling us.", "zh-CN": "我们已审核您于 {date} 提交的举报 {number}。该内容违反规则，我们已作出处理。感谢您的反馈。"}'),
  ('outcome_dismissed', 'outcome', 2, '{"en": "Report not upheld", "zh-CN": "举报不成立"}',
   '{"en": "We looked at your report {number} of {date}. It does not break our rules, so we have left it as it is. You can block people and leave groups at any time.", "zh-CN": "我们已审核您于 {date} 提交的举报 {number}。该内容未违反规则，因此未作处理。您可以随时屏蔽他人或退出群。"}'),
  ('outcome_corrected', 'outcome', 3, '{"en": "Outcome corrected", "zh-CN": "结果更正"}',
   '{"en": "We looked again at your report {number} of {date} and came to another result: {outcome}. It replaces what we told you before.", "zh-CN": "我们重新审核了您于 {date} 提交的举报 {number}，结果更正为：{outcome}。此前的通知以此为准。"}'),
  ('statement', 'statement', 4, '{"en": "Statement of reasons", "zh-CN": "处理理由说明"}',
   '{"en": "On {date} we decided: {actions}. It concerns {subject}. Reason: it breaks our rule \"{policy}\": {policy_text} If you think this is wrong, you can appeal within {appeal_days} days; give the number {decision}.", "zh-CN": "我们于 {date} 作出决定：{actions}。涉及：{subject}。理由：违反规则“{policy}”：{policy_text} 如有异议，您可在 {appeal_days} 天内申诉，并注明编号 {decision}。"}'),
  ('statement_upheld', 'statement', 5, '{"en": "Appeal: decision stays", "zh-CN": "申诉：维持原决定"}',
   '{"en": "Somebody else looked at our decision {decision} again. It stays: {actions}.", "zh-CN": "另一位审核员重新审核了决定 {decision}，维持原决定：{actions}。"}'),
  ('statement_corrected', 'statement', 6, '{"en": "Decision taken back", "zh-CN": "决定撤销"}',
   '{"en": "We looked at our decision {decision} again and take it back: {actions}. It concerns {subject}. We are sorry for the mistake.", "zh-CN": "我们重新审核了决定 {decision}，现予撤销：{actions}。涉及：{subject}。对此失误我们深表歉意。"}'),
  ('repeated', 'reason', 7, '{"en": "Did it again", "zh-CN": "再次违规"}',
   '{"en": "{subject} broke the rule \"{policy}\" again after an earlier decision.", "zh-CN": "{subject} 在此前处理后再次违反规则“{policy}”。"}'),
  ('no_violation', 'reason', 8, '{"en": "No violation", "zh-CN": "未违规"}',
   '{"en": "What was reported breaks none of our rules.", "zh-CN": "被举报的内容未违反任何规则。"}'),
  ('not_enough', 'reason', 9, '{"en": "Not enough to tell", "zh-CN": "依据不足"}',
   '{"en": "What was reported does not show enough to tell whether a rule is broken.", "zh-CN": "被举报的内容不足以判断是否违规。"}');

CREATE TRIGGER preset_announce AFTER INSERT OR UPDATE OR DELETE ON preset FOR EACH STATEMENT EXECUTE FUNCTION announce_desk();
CREATE TRIGGER text_template_announce AFTER INSERT OR UPDATE OR DELETE ON text_template
  FOR EACH STATEMENT EXECUTE FUNCTION announce_desk();
CREATE TRIGGER queue_member_announce AFTER INSERT OR UPDATE OR DELETE ON queue_member
  FOR EACH STATEMENT EXECUTE FUNCTION announce_desk();

GRANT SELECT, INSERT, UPDATE, DELETE ON preset, text_template TO steward_app;
