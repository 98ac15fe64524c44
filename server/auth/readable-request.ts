/** What Next.js answers with a bare error of its own, put so that a route answers it. Pure. */

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** An address whose path is spelled in a way that nobody can read, with each percent sign as one; any other as it is. */
export function readableTarget(target: string): string {
  const [path = '', ...query] = target.split('?')
  try {
    decodeURIComponent(path)
    return target
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?')
  }
}

/** A method that no address of the client API has, as one that its routes know to refuse. */
export function readableMethod(method: string, target: string): string {
  return METHODS.has(method) || !target.startsWith('/api/v1') ? method : 'PUT'
}
