/** A small client for the sandbox's own tests. Answers are what JSON.parse makes of them, unchecked. */
export class TestClient {
  private admin = ''
  private calls = 0

  constructor(readonly url: string) {}

  /** Signs in as the app admin. */
  static async signIn(url: string): Promise<TestClient> {
    const client = new TestClient(url)
    const reply = await client.post('/auth/get_admin_token', { secret: 'openIM123', userID: 'imAdmin' })
    client.admin = reply.data.token
    return client
  }

  async post(path: string, body: unknown, token = this.admin) {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { operationID: `test-${++this.calls}`, ...(token ? { token } : {}) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5000),
    })
    return JSON.parse(await response.text())
  }

  /** A call that must succeed; returns its data. */
  async ok(path: string, body: unknown, token?: string) {
    const reply = await this.post(path, body, token)
    if (reply.errCode !== 0) throw new Error(`${path}: ${reply.errCode} ${reply.errMsg} ${reply.errDlt}`)
    return reply.data
  }

  async users(...ids: string[]): Promise<void> {
    await this.ok('/user/user_register', { users: ids.map((userID) => ({ userID, nickname: userID })) })
  }

  /** Creates a group and returns its id. */
  async group(ownerUserID: string, memberUserIDs: string[] = [], groupInfo: object = {}): Promise<string> {
    const data = await this.ok('/group/create_group', {
      ownerUserID,
      memberUserIDs,
      groupInfo: { groupName: 'group', groupType: 2, ...groupInfo },
    })
    return data.groupInfo.groupID
  }

  async say(sendID: string, groupID: string, text: string) {
    const content = { content: text }
    return this.post('/msg/send_msg', { sendID, groupID, content, contentType: 101, sessionType: 3 })
  }

  async members(groupID: string): Promise<string[]> {
    return (await this.ok('/group/get_group_member_user_id', { groupID })).userIDs ?? []
  }

  /** A test control. */
  async control(method: string, path: string, body?: unknown) {
    const response = await fetch(`${this.url}/_sandbox${path}`, { method, body: JSON.stringify(body) })
    return JSON.parse(await response.text())
  }
}
