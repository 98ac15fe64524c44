const longest = 400

/**
 * Cuts what OpenIM wrote down to a log line without tokens, credentials or query strings. The released server echoes
 * whole tokens in `errDlt`, and 90004 carries the full webhook address (contract sections 3 and 12).
 * `secrets` are removed wherever they stand.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const withoutSecrets = secrets.reduce(
    (rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[secret]')),
    text,
  )
  return withoutSecrets
    .replace(/eyJ[\w-]{6,}(\.[\w-]*){0,2}/g, '[token]')
    .replace(/\/\/[^\s/@"]+@/g, '//[credentials]@')
    .replace(/\?[^\s"']+/g, '?[query]')
    .slice(0, longest)
}
