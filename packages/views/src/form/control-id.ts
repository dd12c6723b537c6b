import type { FormStore } from './form-store.ts'

/** Id of the control at a place of an open form, for labels and the error summary. */
export function controlId(store: Pick<FormStore, 'name'>, path: string): string {
  return `${store.name}-${path.replaceAll('/', '-')}`
}
