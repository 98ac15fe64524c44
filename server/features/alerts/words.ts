import type { AlertEvent } from './kinds'
import type { AlertLanguage } from './schema'

/** What alerts say. Pure. Nothing here has a place for a name or for what somebody wrote. */
type Words = {
  /** With how many. */
  headings: Record<AlertEvent, (n: number) => string>
  summary: (n: number) => string
  test: string
  testLine: string
  case: (number: number) => string
  queue: (name: string) => string
  reason: (name: string) => string
  left: (time: string) => string
  over: (time: string) => string
  more: (n: number) => string
  open: string
  time: { day: string; hour: string; minute: string }
  comma: string
}

const plural = (n: number, one: string, other: string) => `${n} ${n === 1 ? one : other}`

export const WORDS: Record<AlertLanguage, Words> = {
  en: {
    headings: {
      emergency: (n) => (n === 1 ? 'Emergency' : `${n} emergencies`),
      deadline: (n) => (n === 1 ? 'A deadline is near' : `${n} deadlines are near`),
      approval: (n) => (n === 1 ? 'An approval is waiting' : `${n} approvals are waiting`),
      drift: (n) => (n === 1 ? 'Something drifted in OpenIM' : `${n} things drifted in OpenIM`),
      failed_action: (n) => (n === 1 ? 'An action failed' : `${n} actions failed`),
    },
    summary: (n) => `${plural(n, 'alert', 'alerts')} from quiet hours`,
    test: 'Test',
    testLine: 'Alerts of this kind arrive here.',
    case: (number) => `Case ${number}`,
    queue: (name) => `queue: ${name}`,
    reason: (name) => `reason: ${name}`,
    left: (time) => `${time} left`,
    over: (time) => `overdue by ${time}`,
    more: (n) => `and ${n} more`,
    open: 'Open',
    time: { day: 'd', hour: 'h', minute: 'min' },
    comma: ' · ',
  },
  'zh-CN': {
    headings: {
      emergency: (n) => (n === 1 ? '紧急情况' : `${n} 个紧急情况`),
      deadline: (n) => (n === 1 ? '一个案件即将到期' : `${n} 个案件即将到期`),
      approval: (n) => (n === 1 ? '一项审批等待处理' : `${n} 项审批等待处理`),
      drift: (n) => (n === 1 ? 'OpenIM 中出现一处偏离' : `OpenIM 中出现 ${n} 处偏离`),
      failed_action: (n) => (n === 1 ? '一项操作失败' : `${n} 项操作失败`),
    },
    summary: (n) => `免打扰时段内的 ${n} 条提醒`,
    test: '测试',
    testLine: '此类提醒会发送到这里。',
    case: (number) => `案件 ${number}`,
    queue: (name) => `队列：${name}`,
    reason: (name) => `原因：${name}`,
    left: (time) => `剩余 ${time}`,
    over: (time) => `已超时 ${time}`,
    more: (n) => `另有 ${n} 条`,
    open: '打开',
    time: { day: ' 天', hour: ' 小时', minute: ' 分钟' },
    comma: ' · ',
  },
}
