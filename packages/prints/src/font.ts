/** Name that the embedded font goes by in definitions. */
export const printFont: string = 'Noto Sans SC'
