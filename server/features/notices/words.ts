import type { ActionName } from '@/server/actions/schema'
import type { NoticeLanguage } from './schema'

/**
 * What was done, in the words of those it was done to, where staff's own words would not tell them. Pure. Times are
 * shown as days: nobody's clock is known.
 */
type Words = {
  actions: Partial<Record<ActionName, string>>
  /** For an action without words of its own. */
  otherAction: string
  /** With `{action}` and `{date}`. */
  until: string
  outcomes: { acted: string; dismissed: string }
  /** What a decision was about; with `{group}`. */
  subjects: { message: string; messageIn: string; group: string; account: string }
  comma: string
}

export const WORDS: Record<NoticeLanguage, Words> = {
  en: {
    actions: {
      'message.revoke': 'your message was taken back',
      'message.delete': 'your message was deleted',
      'member.mute': 'you cannot write in the group',
      'member.unmute': 'you can write in the group again',
      'member.kick': 'you were removed from the group',
      'member.add': 'you were added to the group again',
      'group.suspend': 'nobody can write in the group',
      'group.lift': 'people can write in the group again',
      'group.dismiss': 'the group was dismissed',
      'group.restore': 'the group was restored',
      'group.edit': 'the details of the group were changed',
      'user.logout': 'you were signed out everywhere',
      'user.edit': 'your profile was changed',
    },
    otherAction: 'a measure was taken',
    until: '{action} until {date}',
    outcomes: {
      acted: 'it breaks our rules, and we have acted on it',
      dismissed: 'it does not break our rules',
    },
    subjects: {
      message: 'a message of yours',
      messageIn: 'a message of yours in “{group}”',
      group: 'the group “{group}”',
      account: 'your account',
    },
    comma: ', ',
  },
  'zh-CN': {
    actions: {
      'message.revoke': '您的消息已被撤回',
      'message.delete': '您的消息已被删除',
      'member.mute': '您在群内被禁言',
      'member.unmute': '您在群内的禁言已解除',
      'member.kick': '您已被移出该群',
      'member.add': '您已重新加入该群',
      'group.suspend': '该群已被封停发言',
      'group.lift': '该群已恢复发言',
      'group.dismiss': '该群已被解散',
      'group.restore': '该群已恢复',
      'group.edit': '该群资料已被修改',
      'user.logout': '您已在所有设备上退出登录',
      'user.edit': '您的资料已被修改',
    },
    otherAction: '已采取措施',
    until: '{action}，至 {date}',
    outcomes: { acted: '该内容违反规则，我们已作出处理', dismissed: '该内容未违反规则' },
    subjects: {
      message: '您的一条消息',
      messageIn: '您在“{group}”中的一条消息',
      group: '群“{group}”',
      account: '您的账号',
    },
    comma: '，',
  },
}
