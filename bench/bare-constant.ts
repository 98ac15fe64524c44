/** What looking at a link is compared with: a route handler of the same server that answers a constant. */
export const GET = (): Response =>
  new Response(BODY, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } })

const BODY = JSON.stringify({
  code: '7K3M9QXTAB4C',
  url: 'http://127.0.0.1:3000/i/7K3M9QXTAB4C',
  mode: 'join',
  expiresAt: null,
  size: '50_to_199',
  group: { name: 'Weekend trail runners', introduction: 'Every Saturday at seven', pictureUrl: null },
})
