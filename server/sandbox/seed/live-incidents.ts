import type { Language } from './cast'
import type { Reason } from './reasons'

/** Something bad that may happen at any time in the living community. */
export interface LiveIncident {
  language: Language
  reason: Reason
  /** The offender's nickname. */
  by: string
  said: string
  /** What the reporter writes. */
  complaint: string
}

export const LIVE_INCIDENTS: readonly LiveIncident[] = [
  {
    language: 'en',
    reason: 'spam',
    by: 'Deal Hunter',
    said: '🔥 70% OFF designer shoes, only today 👉 shoes.example/sale 🔥',
    complaint: 'Advertising, third time today.',
  },
  {
    language: 'en',
    reason: 'scam',
    by: 'Lena | Financial Freedom',
    said: 'I made 4,000 last week from my phone. Ask me how, only serious people. First deposit is returned.',
    complaint: 'Looks like an investment scam.',
  },
  {
    language: 'en',
    reason: 'harassment',
    by: 'nobody_special',
    said: 'why is she still in this group, somebody throw her out, she ruins everything she touches',
    complaint: 'Goes after one of our members again.',
  },
  {
    language: 'en',
    reason: 'threat',
    by: 'J.',
    said: 'say that again when we meet on saturday and you will need a doctor',
    complaint: 'Threatens violence at a meeting that really takes place.',
  },
  {
    language: 'en',
    reason: 'impersonation',
    by: 'Group Admin (new number)',
    said: 'Hi all, admin here with a new account. Please send me the code you just received so I can move you to the new group.',
    complaint: 'This is not our admin, I just asked him.',
  },
  {
    language: 'en',
    reason: 'illegal',
    by: 'QuickDocs',
    said: 'Driving licence, degree, any certificate, delivered in five days, looks like the original. Write me.',
    complaint: 'Sells forged documents.',
  },
  {
    language: 'zh',
    reason: 'spam',
    by: '福利官小雪',
    said: '全场9.9包邮！加我领优惠券，数量有限先到先得👉 t.example/99',
    complaint: '发广告',
  },
  {
    language: 'zh',
    reason: 'scam',
    by: '刷单派单员',
    said: '招刷单，一单五元，上不封顶，先垫付后返还，今天就能到账',
    complaint: '刷单诈骗',
  },
  {
    language: 'zh',
    reason: 'harassment',
    by: '路人甲',
    said: '某些人天天发这些，也不照照镜子，赶紧退群吧',
    complaint: '人身攻击，影响群里气氛。',
  },
  {
    language: 'zh',
    reason: 'threat',
    by: '大刘',
    said: '你等着，我知道你在哪个单元，今晚过来找你聊聊',
    complaint: '威胁邻居，请尽快处理。',
  },
  {
    language: 'de',
    reason: 'spam',
    by: 'Energie-Beratung Müller',
    said: 'Stromkosten halbieren! Kostenloser Vergleich, nur heute: strom.example/jetzt',
    complaint: 'Werbung in unserer Gruppe.',
  },
  {
    language: 'ar',
    reason: 'scam',
    by: 'جوائز مجانية',
    said: 'مبروك! ربحت هاتفاً جديداً، أرسل رقم بطاقتك لتأكيد الاستلام',
    complaint: 'رسالة احتيال تطلب رقم البطاقة.',
  },
]
