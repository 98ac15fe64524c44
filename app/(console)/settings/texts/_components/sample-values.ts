import type { TemplateVariable } from '@/server/features/desk/fill-template'
import type { Localised } from '@/server/features/desk/localised'

/** What a preview is filled with, in the language of the text and not of whoever reads it. */
export const SAMPLE_VALUES: Record<TemplateVariable, Localised> = {
  number: { en: 'R-7K2M9QX4' },
  decision: { en: 'D-4F8T1WZ6' },
  date: { en: '23 November 2026', 'zh-CN': '2026年11月23日' },
  outcome: { en: 'it breaks our rules after all', 'zh-CN': '确认违反规则' },
  subject: { en: 'the group “Ticket Exchange”', 'zh-CN': '群组“票务交换”' },
  actions: { en: 'the group is suspended for 7 days', 'zh-CN': '群组暂停 7 天' },
  policy: { en: 'Spam', 'zh-CN': '垃圾信息' },
  policy_text: { en: 'No unasked advertising.', 'zh-CN': '禁止未经允许的广告。' },
  appeal_days: { en: '14' },
  reports: { en: '7' },
}
