import type { FaceContext } from '@mortise/fields/react'
import type { ReactNode } from 'react'
import '../styles/form.css'
import '../styles/form-print.css'
import '../styles/subtable.css'
import { FormStoreProvider, type FormStore } from './form-store.ts'
import { DrawProvider } from './nodes/draw.ts'
import { Nodes } from './nodes/nodes.tsx'
import { useNotices } from './use-notices.ts'

/** A form on the screen: draws the tree of its document over an open record. */
export function FormView({
  store,
  ctx,
}: {
  readonly store: FormStore
  readonly ctx: FaceContext
}): ReactNode {
  useNotices(store)
  return (
    <FormStoreProvider value={store}>
      <DrawProvider value={Nodes}>
        <div className="m-form">
          <Nodes nodes={store.program.form.nodes} pointer="/nodes" entity={store.program.entity} ctx={ctx} />
        </div>
      </DrawProvider>
    </FormStoreProvider>
  )
}
