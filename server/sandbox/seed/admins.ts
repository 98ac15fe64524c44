import type { Runtime } from '../runtime'

/**
 * Gives every configured app admin a user row, as OpenIM does at each start: level 2 on main, 3 with the userID as
 * nickname on patch.16 (contract 5.2, 12).
 */
export function addAdmins(rt: Runtime): void {
  for (const userID of rt.settings.adminIDs) {
    const known = rt.store.users.get(userID)
    rt.store.users.set(userID, {
      userID,
      nickname: rt.patch ? userID : 'superAdmin',
      faceURL: known?.faceURL ?? '',
      ex: known?.ex ?? '',
      createTime: known?.createTime ?? rt.clock(),
      appMangerLevel: rt.patch ? 3 : 2,
      globalRecvMsgOpt: 0,
    })
  }
}
