/** What kind of file it is, as people call it: the end of its name in capitals. `?` for a name that does not say. */
export function fileKind(name: string): string {
  return /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toUpperCase() ?? '?'
}
