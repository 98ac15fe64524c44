import type { Language } from './cast'

export type Topic =
  | 'running'
  | 'parents'
  | 'books'
  | 'cooking'
  | 'developers'
  | 'garden'
  | 'hiking'
  | 'photos'
  | 'games'
  | 'market'
  | 'jobs'
  | 'languages'
  | 'pets'
  | 'neighbours'
  | 'music'
  | 'money'
  | 'school'
  | 'work'

/** A group of the demo community, as its founder wrote it. */
export interface GroupBlueprint {
  /** Names the group for incidents; its id is made from it. */
  key: string
  topic: Topic
  language: Language
  name: string
  introduction: string
  /** 2 lets people in directly. */
  open: boolean
}

const EN = `
running   | Riverside Runners | Three easy runs a week along the river. All speeds, nobody is left behind.
running   | 5k to 10k | Stuck at five kilometres? We train together, twelve weeks, twice a year.
running   | Early Birds Track Club | Tuesdays and Thursdays 06:00 at the stadium. Bring water.
running   | Marathon Support Crew 2026 | Who stands where, with which banner.
parents   | Parents of Class 3B | Homework, trips, lost jackets. Be kind, teachers read along.
parents   | New Mums & Dads Northside | Sleep, teeth, prams. No question is too small.
parents   | Playground Fridays | Meet at the wooden ship, 15:30, rain or shine.
parents   | Swimming Lessons Carpool | Who drives, who picks up. Post by Wednesday evening.
books     | The Thursday Book Club | One novel a month. Spoilers only after the date in the announcement.
books     | Science Fiction & Tea | Short stories, long discussions.
books     | Read It Before The Film | |
books     | Poetry Corner | Your own or somebody else's. Feedback only when asked for.
cooking   | Sourdough Rescue | Photos of sad loaves welcome.
cooking   | Weeknight Dinners under 30 minutes | What did you cook today?
cooking   | Fermentation Lab | Kimchi, kombucha, and what went wrong.
cooking   | Market Day Recipes | What is in season and what to do with it.
developers| Backend Guild | Databases, queues, on-call stories. No recruiting in the main chat.
developers| Rust Beginners | Questions are welcome, the compiler is not your enemy.
developers| Frontend Friday | Show what you built this week.
developers| Self-Hosters | Home servers, backups, and the blinking lights in the cellar.
developers| Open Source Maintainers' Lounge | For people who close issues in their sleep.
developers| Accessibility Matters | Sharing audits, patterns and good news.
garden    | Allotment 14–38 | Water rota, seed swap, slugs.
garden    | Balcony Tomatoes | How many on how few square metres?
garden    | Seed Swap Southside | Offer one, take one. Post the year of harvest.
garden    | Beekeepers' Circle | |
hiking    | Weekend Hikers | Day trips by train. Leaders post distance, metres up and the way back.
hiking    | Hut to Hut 2026 | Planning the long one. Seven days, four huts, one cable car.
hiking    | Slow Walks for Sore Knees | At most two hours, always with cake.
photos    | Street Photography Exchange | One picture a day, one honest comment.
photos    | Film Is Not Dead | 35 mm, 120, and the smell of fixer.
photos    | Bird Pictures Only | If it has no feathers it does not belong here. |
photos    | Night Sky Watchers | Meteor showers, camera settings, clear-sky alarms.
games     | Tuesday Board Games | Café at the corner, table at the window, from 19:00.
games     | Chess for Fun (1200–1600) | Friendly ladder, new pairing every Sunday.
games     | Raid Night | Invites at 20:15, start at 20:30. Read the announcement before you ask.
games     | Dungeon Master Help Desk | My players did what?
market    | Buy & Sell – City Centre | Price and place in every post. Meet in public. No resellers.
market    | Free to a Good Home | Gifts only. First come, first served.
market    | Bikes and Parts | Ask for the frame number before you buy.
market    | Tickets at Face Value | No profit. Posts above face value are removed.
market    | Furniture Rescue | Too good for the kerb.
jobs      | Freelance Leads | Post rate and length. Unpaid trials are removed.
jobs      | Career Changers | Late starters welcome.
jobs      | Design Jobs Europe | |
languages | English Conversation Table | Speak, make mistakes, be corrected gently.
languages | Spanish for Beginners | ¡Bienvenidos!
languages | Mandarin & English Tandem | Half an hour each. 中文英文都可以。
pets      | Dogs of the East Park | Walks at 7:00 and 18:00. Leads on near the pond.
pets      | Lost & Found Pets | Post a picture, the place and the time. Delete when found.
pets      | Old Cats Appreciation Society | Twelve and over.
neighbours| Maple Street Residents | Parcels, parking, power cuts.
neighbours| Building C – Stairwell | For urgent things. The lift engineer's number is in the announcement.
neighbours| Tool Library | A drill is used eleven minutes in its life. Borrow ours.
neighbours| Night Bus 27 Campaign | We want it back.
music     | Community Choir | Rehearsals on Mondays. Scores in the announcement.
music     | Vinyl Listening Evenings | |
music     | Open Mic Volunteers | Sound, door, tea.
money     | Sensible Savings | Index funds, budgets, pensions. No tips, no signals, no coins.
money     | Crypto Talk (no signals) | Technology and news. Anybody offering returns is removed.
money     | First Home Buyers | Mortgages, surveys, horror stories.
school    | Chemistry Revision Year 11 | Past papers every Wednesday. Adults: teachers only.
school    | Robotics Team | Build days on Saturday. Parents sign the form first.
work      | Project Lighthouse | |
work      | Office Lunch Orders | Before 10:45 or you starve.
work      | Volunteers' Coordination – Food Bank | Shifts, drivers, cold chain.
work      | HQ Announcements | Read only, please. Questions to your lead.
`

const ZH = `
running   | 滨江夜跑团 | 每周二、四、六晚上七点半，江边集合，配速随意，安全第一。
running   | 马拉松备赛交流群 | 训练计划、补给、伤病，互相提醒，不打鸡血。
running   | 晨跑打卡 | 六点半前打卡有效
parents   | 三年级二班家长群 | 通知以老师发布为准，请勿刷屏，请勿发广告。
parents   | 幼儿园小太阳班 | 接送、活动、作业。老师都在，说话温柔一点。
parents   | 妈妈互助会 | 带娃经验、闲置交换、深夜吐槽。
parents   | 周末遛娃小分队 | 每周六上午，公园南门见。
books     | 同城读书会 | 每月一本，线下讨论。本月书目见群公告。
books     | 科幻迷 | 从刘慈欣聊到特德·姜，剧透请加警告。
books     | 旧书漂流 | 看完就传下去。
cooking   | 今天吃什么 | 家常菜、外卖红黑榜、厨房翻车现场。
cooking   | 川菜爱好者协会 | 不吃辣的请绕道。
cooking   | 烘焙小白成长记 | 方子共享，失败也发。
cooking   | 减脂餐打卡群（请每天发图，三天不发移出群聊，特殊情况请提前跟管理员请假） | 互相监督。
developers| 前端技术交流 | 禁止广告，禁止伸手党，提问请带代码。
developers| 后端架构闲聊 | 数据库、消息队列、半夜报警。
developers| 开源项目贡献者 | 一起改代码，一起挨骂。
developers| 算法刷题打卡 | 每天一题
garden    | 阳台种菜 | 番茄、辣椒、小葱，从入门到放弃。
garden    | 多肉植物 | 晒图、换苗、救急。
hiking    | 周末徒步 | 轻装一日线为主，领队负责，AA制，注意防晒。
hiking    | 川西自驾拼车 | 时间、人数、预算写清楚，先看身份证再上车。
hiking    | 露营装备交流 | 
photos    | 胶片摄影 | 冲扫推荐、机身交流、周末外拍。
photos    | 扫街 | 
photos    | 手机摄影小组 | 每周一个主题，投票选出最佳。
games     | 桌游周五局 | 缺人随时喊，狼人杀不贴脸。
games     | 羽毛球双打约球 | 水平请如实说。
games     | 开黑上分 | 心态第一，技术第二。
market    | 小区二手闲置 | 写清楚价格和自提时间，禁止中介、禁止微商。
market    | 高校毕业季转卖 | 书、车、床垫、锅。
market    | 免费送 | 
jobs      | 同城兼职信息（已核实） | 只发核实过的岗位。要交押金的都是骗子！
jobs      | 互联网内推 | 岗位、级别、地点写清楚。
jobs      | 自由职业者联盟 | 合同、报价、拖款黑名单。
languages | 英语角 English Corner | 每晚八点语音，大胆说。
languages | 日语N2备考 | 
pets      | 猫奴交流群 | 晒猫、问诊、领养代替购买。
pets      | 流浪动物救助 | 救助、领养、回访。不接受任何形式的私下转账。
pets      | 遛狗时间 | 
neighbours| 阳光花园1栋业主群 | 物业维修、停车、邻里互助。
neighbours| 阳光花园业主大群 | 请备注楼栋门牌号。
neighbours| 拼单团购 | 团长发单，收货以照片为准。
neighbours| 失物招领 | 
music     | 吉他弹唱 | 每周一首，录音交作业。
music     | 合唱团排练通知 | 周三晚上，二楼排练厅。
money     | 理财小白 | 记账、基金定投、保险。不荐股，不代客，不私聊。
money     | 房贷提前还款交流 | 
school    | 高三化学答疑 | 周三晚上统一答疑，请先看历年真题。
school    | 考研数学冲刺 | 上岸为止。
school    | 机器人社团 | 
work      | 灯塔项目组 | 
work      | 行政通知 | 请勿闲聊。
work      | 志愿者排班 | 周日前报名下周班次。
`

const DE = `
running   | Lauftreff Stadtpark | Mittwochs 18:30, zwei Gruppen. Stirnlampe nicht vergessen.
garden    | Kleingartenverein Sonnenblick e. V. | Gießplan, Gemeinschaftsstunden, Tauschbörse.
hiking    | Wandergruppe Sächsische Schweiz | Tagestouren mit der Bahn.
cooking   | Brotbackstube | Sauerteig, Geduld und Krümel.
parents   | Elternrat Grundschule am Wald | Termine und Protokolle. Bitte keine Kettenbriefe.
market    | Verschenken & Tauschen Leipzig | Nur verschenken oder tauschen, kein Verkauf.
neighbours| Hausgemeinschaft Lindenstraße 12 | Pakete, Waschküche, Fahrräder im Flur.
developers| Datenschutz-Stammtisch | DSGVO in der Praxis. Keine Rechtsberatung.
games     | Skatrunde | 
music     | Posaunenchor | Proben donnerstags.
`

const AR = `
cooking   | مطبخ البيت | وصفات سهلة من كل بلد عربي.
books     | نادي القراءة | كتاب كل شهر، والنقاش يوم الجمعة.
parents   | أمهات الحي | تبادل النصائح والأغراض.
jobs      | وظائف موثوقة | يمنع طلب أي رسوم من المتقدمين.
languages | تبادل عربي – إنجليزي | نصف ساعة لكل لغة.
photos    | عدسة الشارع | صورة كل يوم.
games     | كرة الخميس | نلعب كل خميس الساعة التاسعة.
neighbours| جيران شارع الزيتون | 
`

/** Every blueprint, in a fixed order. */
export function blueprints(): GroupBlueprint[] {
  return [...parse(EN, 'en'), ...parse(ZH, 'zh'), ...parse(DE, 'de'), ...parse(AR, 'ar')]
}

const TOPICS: Record<Topic, true> = {
  running: true,
  parents: true,
  books: true,
  cooking: true,
  developers: true,
  garden: true,
  hiking: true,
  photos: true,
  games: true,
  market: true,
  jobs: true,
  languages: true,
  pets: true,
  neighbours: true,
  music: true,
  money: true,
  school: true,
  work: true,
}

const OPEN_TOPICS = new Set<Topic>(['market', 'languages', 'hiking', 'garden', 'pets'])

function parse(table: string, language: Language): GroupBlueprint[] {
  const rows = table.trim().split('\n')
  return rows.map((row) => {
    const [topic = '', name = '', introduction = ''] = row.split('|').map((cell) => cell.trim())
    if (!isTopic(topic)) throw new Error(`no such topic: ${topic}`)
    return { key: name, topic, language, name, introduction, open: OPEN_TOPICS.has(topic) }
  })
}

function isTopic(value: string): value is Topic {
  return value in TOPICS
}
