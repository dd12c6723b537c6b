import { builtinKit } from '@mortise/kit'
import { useWorkspace } from '@mortise/views'
import type { ReactNode } from 'react'
import { DesignPages } from './design-pages.tsx'

/** The designers inside the product's own shell, where a MetadataProvider stands above. */
export function Designers({ path }: { readonly path: string }): ReactNode {
  const { client } = useWorkspace()
  return <DesignPages client={client} kit={builtinKit} path={path} />
}
