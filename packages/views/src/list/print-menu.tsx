import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import { Button, Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** Prints the selected records: with each template as one PDF to print in one go, or as a ZIP of single files. */
export function PrintMenu({
  entity,
  ids,
}: {
  readonly entity: EntityModel
  readonly ids: readonly string[]
}): ReactNode {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const prints = model.documents('print').filter((print) => print.entity === entity.key)
  if (prints.length === 0) return null
  const link = (template: string, as: 'pdf' | 'zip'): ReactNode => (
    <a href={client.insight.printAllUrl(template, ids, as)} download>
      {t(as === 'pdf' ? 'printOne' : 'printZip')}
    </a>
  )
  const choices = (template: string): { readonly key: string; readonly label: ReactNode }[] =>
    (['pdf', 'zip'] as const).map((as) => ({ key: `${template}-${as}`, label: link(template, as) }))
  const [only] = prints
  const items =
    prints.length === 1 && only !== undefined
      ? choices(only.key)
      : prints.map((print) => ({
          key: print.key,
          type: 'group' as const,
          label: say(print.label, locale),
          children: choices(print.key),
        }))
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button icon={<Icon name="printer" size={14} />}>{t('print')}</Button>
    </Dropdown>
  )
}
