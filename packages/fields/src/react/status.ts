/** What antd wants to know about a field at fault. */
export function statusOf(invalid: boolean | undefined): { status?: 'error' } {
  return invalid === true ? { status: 'error' } : {}
}

/** The attributes that tie a control to its label, help and error. */
export function ariaOf(props: {
  readonly id?: string | undefined
  readonly invalid?: boolean | undefined
  readonly describedBy?: string | undefined
}): { id?: string; 'aria-invalid'?: true; 'aria-describedby'?: string } {
  return {
    ...(props.id === undefined ? {} : { id: props.id }),
    ...(props.invalid === true ? { 'aria-invalid': true as const } : {}),
    ...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy }),
  }
}
