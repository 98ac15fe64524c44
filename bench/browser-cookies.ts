/** A `Cookie` header as a browser's own cookies. */
export function browserCookies(url: string, header: string) {
  return header.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url }
  })
}
