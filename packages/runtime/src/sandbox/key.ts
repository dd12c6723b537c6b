const mark = '_sandbox_'

/** Whether a workspace is a copy of another one, to try things in. */
export function isSandbox(key: string): boolean {
  return key.includes(mark)
}

/** What all copies of a workspace begin with. */
export function sandboxStart(workspace: string): string {
  return `${workspace}${mark}`
}
