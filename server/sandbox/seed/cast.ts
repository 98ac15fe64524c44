/** Languages people of the demo community write in. */
export type Language = 'en' | 'zh' | 'de' | 'ar'

/** Somebody the incidents speak of by name. */
export interface CastMember {
  userID: string
  nickname: string
  language: Language
}

const members = {
  // people who report, or are wronged
  amelia: ['amelia_hart', 'Amelia Hart', 'en'],
  marcus: ['marcus_okafor', 'Marcus Okafor', 'en'],
  priya: ['priya_sandhu', 'Priya S.', 'en'],
  grace: ['grace_whitaker', 'Grace Whitaker', 'en'],
  tobias: ['tobias_reid', 'Tobias Reid', 'en'],
  ruby: ['ruby_marlowe', 'Ruby 🌿', 'en'],
  isaac: ['isaac_mensah', 'Isaac Mensah', 'en'],
  sofia: ['sofia_delgado', 'Sofia Delgado', 'en'],
  owen: ['owen_byrne', 'Owen Byrne', 'en'],
  chenjing: ['chen_jing', '陈静', 'zh'],
  liming: ['li_ming', '李明', 'zh'],
  zhangwei: ['zhang_wei', '张伟', 'zh'],
  wuyan: ['wu_yan', '吴艳（糖糖妈妈）', 'zh'],
  linhaoran: ['lin_haoran', '林浩然', 'zh'],
  zhouting: ['zhou_tingting', '周婷婷', 'zh'],
  annika: ['annika_schaefer', 'Annika Schäfer', 'de'],
  jonas: ['jonas_brandt', 'Jonas Brandt', 'de'],
  layla: ['layla_haddad', 'ليلى حداد', 'ar'],
  yusuf: ['yusuf_mansour', 'يوسف منصور', 'ar'],
  // people who are reported
  cryptoking: ['crypto_king_88', 'Crypto King 💰💰', 'en'],
  victor: ['victor_signals', 'Victor | Daily Signals', 'en'],
  dean: ['dean_ashworth', 'Dean Ashworth', 'en'],
  kyle: ['kyle_vance', 'kyle', 'en'],
  official: ['official_support_team', 'Official Support Team ✅', 'en'],
  raffle: ['raffle_bonus_2', 'FREE RAFFLE BONUS', 'en'],
  gordon: ['gordon_lawson', 'Gordon L.', 'en'],
  stan: ['stan_petrov', 'Stan P', 'en'],
  meds: ['cheap_meds_direct', 'Meds Direct 24/7', 'en'],
  coach: ['coach_ray', 'Coach Ray', 'en'],
  jianzhi: ['jianzhi_kefu', '兼职客服小美', 'zh'],
  touzi: ['touzi_daoshi', '投资导师 老黄', 'zh'],
  zhaoqiang: ['zhao_qiang', '赵强', 'zh'],
  fakewang: ['wang_laoshi_2', '王老师', 'zh'],
  guokai: ['guo_kai', '郭凯', 'zh'],
  thorsten: ['thorsten_krueger', 'Thorsten Krüger', 'de'],
  tarek: ['tarek_gulf_jobs', 'طارق للتوظيف', 'ar'],
} as const satisfies Record<string, readonly [string, string, Language]>

export type CastName = keyof typeof members

/** One of the cast. */
export function cast(name: CastName): CastMember {
  const [userID, nickname, language] = members[name]
  return { userID, nickname, language }
}

export function wholeCast(): CastMember[] {
  return Object.values(members).map(([userID, nickname, language]) => ({ userID, nickname, language }))
}
