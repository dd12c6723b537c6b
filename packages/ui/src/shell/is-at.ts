/** Whether a path is a place or lies below it. Search parts are compared only where the place has one. */
export function isAt(path: string, href: string): boolean {
  const [here = '', search = ''] = path.split('?')
  const [there = '', wanted] = href.split('?')
  if (wanted !== undefined) return here === there && search.includes(wanted)
  return there === '/' ? here === '/' : here === there || here.startsWith(`${there}/`)
}
