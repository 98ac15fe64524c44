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
