import { AfterQueue } from './after-queue'
import type { Quirks } from './quirks'
import { ApiError } from './wire/errors'
import { type Field, int32, struct, text } from './wire/fields'
import { encodeJson } from './wire/json-encode'
import { type Json, parseJson } from './wire/json-parse'

export interface WebhookSettings {
  /** Calls go to `<url>/<callbackCommand>`. */
  url: string
  /** Keys of webhooks.yml, e.g. beforeSendGroupMsg; `all` for every one. */
  enable: string[]
  /** Per call, in ms; 5000 unless given. */
  timeoutMs?: number
  /** Content types that do not trigger message callbacks, e.g. 110; on patch.16 also ranges, e.g. 1000-5000. */
  deniedTypes?: string[]
  /** patch.16: the only content types or ranges that trigger message callbacks. */
  allowedTypes?: string[]
  /** The only people whose messages after-send callbacks tell of: receivers, and senders too on patch.16. */
  attentionIds?: string[]
}

const reply = struct('CommonCallbackResp', {
  actionCode: int32,
  errCode: int32,
  errMsg: text,
  errDlt: text,
  nextCode: int32,
})

/** Calls OpenIM makes to somebody else's server before and after things happen (contract 9). */
export class Webhooks {
  private readonly queues = new Map<string, AfterQueue>()

  constructor(
    private readonly settings: WebhookSettings | undefined,
    private readonly quirks: Quirks,
    private readonly isLost: (key: string) => boolean = () => false,
  ) {}

  enabled(key: string): boolean {
    return this.settings?.enable.some((k) => k === key || k === 'all') ?? false
  }

  /** Whether a message of this type is asked about at all. */
  takesType(contentType: number): boolean {
    if (contentType === 113) return false
    if (contentType >= 1000 && contentType <= 5000 && this.quirks === 'main') return false
    const { allowedTypes = [], deniedTypes = [] } = this.settings ?? {}
    if (this.quirks === 'main') return !deniedTypes.includes(String(contentType))
    return (!allowedTypes.length || isAmong(contentType, allowedTypes)) && !isAmong(contentType, deniedTypes)
  }

  /** Whether after-send callbacks tell of a message; of a group's there is no receiver, so a list hides them on main. */
  attends({ sendID, recvID }: { sendID: string; recvID: string }): boolean {
    const wanted = this.settings?.attentionIds ?? []
    if (!wanted.length) return true
    return wanted.includes(recvID) || (this.quirks === 'patch.16' && wanted.includes(sendID))
  }

  /**
   * Asks before something happens; undefined when nobody is asked. Throws the reply's own error on a denial, 90004
   * when nobody could be reached in time and 90007 when the reply is no JSON object of the right types.
   */
  async before<T>(
    key: string,
    command: string,
    body: object,
    operationID: string,
    overrides: Field<T>,
  ): Promise<T | undefined> {
    if (!this.settings || !this.enabled(key)) return undefined
    const answer = await this.post(command, body, operationID)
    const common = decodeReply(answer, reply)
    if (common.actionCode === 0 && common.nextCode === 1) throw this.denial(common)
    return decodeReply(answer, overrides)
  }

  /** Tells afterwards. Waits only while the queue of that service is full. */
  async after(key: string, command: string, body: object, operationID: string, query = ''): Promise<void> {
    if (!this.enabled(key) || this.isLost(key)) return
    const service = serviceOf(key)
    const queue = this.queues.get(service) ?? new AfterQueue()
    this.queues.set(service, queue)
    await queue.add(async () => {
      await this.post(command + query, body, operationID).catch(() => {})
    })
  }

  private async post(path: string, body: object, operationID: string): Promise<string> {
    const base = this.settings?.url.replace(/\/$/, '') ?? ''
    const command = path.split('?')[0]
    try {
      const response = await fetch(`${base}/${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Go-http-client/1.1',
          'accept-encoding': 'gzip',
          operationID,
        },
        body: `${encodeJson({ ...('callbackCommand' in body ? {} : { callbackCommand: command }), ...body, callbackCommand: command })}\n`,
        signal: AbortSignal.timeout(this.settings?.timeoutMs ?? 5000),
      })
      return await response.text()
    } catch (error) {
      throw new ApiError(90004, 'NetworkError', `Post "${base}/${path}": ${String(error)}`)
    }
  }

  private denial(common: { errCode: number; errMsg: string; errDlt: string }): ApiError {
    if (common.errCode === 0 && this.quirks === 'patch.16')
      return new ApiError(500, 'ServerInternalError', '0 ')
    return new ApiError(common.errCode, common.errMsg, common.errDlt)
  }
}

/** Whether a type is in a list of types and ranges. */
function isAmong(contentType: number, types: readonly string[]): boolean {
  return types.some((type) => {
    const [from = '', to = from] = type.split('-')
    return contentType >= Number(from) && contentType <= Number(to)
  })
}

/** The reply without any override. */
export const noOverrides = struct('CommonCallbackResp', {})

function decodeReply<T>(answer: string, field: Field<T>): T {
  try {
    const parsed: Json = parseJson(answer)
    if (parsed === null) return field.zero()
    return field.decode(parsed, { struct: field.goType, path: [] })
  } catch (error) {
    throw new ApiError(90007, 'DataError', `${String(error)}, response body: ${answer.slice(0, 200)}`)
  }
}

function serviceOf(key: string): string {
  if (/SaveDB/.test(key)) return 'transfer'
  if (/Conversations/.test(key)) return 'conversation'
  if (/Msg/.test(key)) return 'msg'
  if (/Group/.test(key)) return 'group'
  return /Friend|Black/.test(key) ? 'relation' : 'user'
}
