-- Chinese names of presets in the words of the rest of the console. What somebody changed already stays.
UPDATE preset SET names = jsonb_set(names, '{zh-CN}', words.name), reasons = jsonb_set(reasons, '{zh-CN}', words.reason)
FROM (VALUES
  (3, '"垃圾群组，7 天"'::jsonb, '"该群组被用于散布广告。"'::jsonb),
  (6, '"色情内容，7 天"', '"在群组内发布色情内容。"'),
  (8, '"违禁品，暂停群组 30 天"', '"该群组出售违禁物品。"'),
  (9, '"冒充，移出群组"', '"冒充他人。"')
) AS words (slot, name, reason)
WHERE preset.queue_id IS NULL AND preset.slot = words.slot AND preset.version = 1;
UPDATE preset SET names = jsonb_set(names, '{zh-CN}', '"儿童安全，暂停群组"')
WHERE queue_id = 'emergency' AND slot = 1 AND version = 1;
UPDATE text_template SET texts = jsonb_set(texts, '{zh-CN}', '"我们已审核您于 {date} 提交的举报 {number}。该内容未违反规则，因此未作处理。您可以随时屏蔽他人或退出群组。"')
WHERE id = 'outcome_dismissed' AND version = 1;
