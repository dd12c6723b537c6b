import { useSpace } from '../workbench/context.tsx'
import { documentId } from '../workbench/documents.ts'

/** Whether a flow or rule acts as the platform, because it was published before automation had rights of its own. */
export function useFormer(kind: 'flow' | 'rule', key: string): boolean {
  const { documents } = useSpace()
  return documents.get(documentId(kind, key))?.platform === true
}
