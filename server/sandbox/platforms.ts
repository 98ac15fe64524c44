const NAMES = [
  'IOS',
  'Android',
  'Windows',
  'OSX',
  'Web',
  'MiniWeb',
  'Linux',
  'APad',
  'IPad',
  'Admin',
  'HarmonyOS',
]

/** The name of a platform number, 1 to 11 (contract 2.6). */
export function platformName(platformID: number): string | undefined {
  return NAMES[platformID - 1]
}

/** The class of device of a platform number, which some login policies go by (contract 2.3). */
export function platformClass(platformID: number): string {
  if (platformID === 1 || platformID === 2) return 'Mobile'
  if (platformID === 3 || platformID === 4 || platformID === 7) return 'PC'
  if (platformID === 8 || platformID === 9) return 'Pad'
  return platformName(platformID) ?? ''
}
