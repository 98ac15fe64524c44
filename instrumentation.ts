/** Runs once when the web process starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { config } = await import('@/server/config')
  // Read here, so that a setting that cannot be used stops the start and not the first request.
  config()
  const { tellPeerAddresses } = await import('@/server/auth/peer-address')
  tellPeerAddresses()
  // Nobody waits for it: what it loads is loaded by the first request otherwise.
  import('@/server/features/health/report-web').then(
    ({ reportWeb }) => reportWeb(),
    (error: unknown) => console.error(error),
  )
  import('@/server/features/api-clients/begin').then(
    ({ beginApiClients }) => beginApiClients(),
    (error: unknown) => console.error(error),
  )
}
