import { getMessages } from '@/app/_i18n/server'

/** Parts of the catalogue in the language of whoever asks, for dialogs that any page may open. */
export async function GET(request: Request): Promise<Response> {
  const wanted = new Set(new URL(request.url).searchParams.get('parts')?.split(','))
  const parts = Object.entries(await getMessages()).filter(([name]) => wanted.has(name))
  return Response.json(Object.fromEntries(parts), {
    headers: { 'cache-control': 'private, no-cache', vary: 'cookie, accept-language' },
  })
}
