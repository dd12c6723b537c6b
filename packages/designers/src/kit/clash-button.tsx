import { useLocale, useT } from '@mortise/ui'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { shortValue } from '../home/short-value.ts'
import { clashPointer, withTheirs } from '../workbench/clash-place.ts'
import { useSpace, useWorkbench } from '../workbench/context.tsx'
import { messages } from '../workbench/live-messages.ts'
import type { Clash } from '../workbench/space.ts'
import { problemWords } from './place-words.ts'
import { usePlaceContext } from './use-place-words.ts'

/** Appears when somebody else changed the same as we, and differently: says where, and lets a person choose. */
export function ClashButton(): ReactNode {
  const t = useT(messages)
  const { clashes } = useSpace()
  const { space } = useWorkbench()
  const [open, setOpen] = useState(false)
  if (clashes.length === 0) return null
  return (
    <>
      <Button danger size="small" onClick={() => setOpen(true)}>
        {t('clashes', { n: clashes.length })}
      </Button>
      <Modal
        open={open}
        width={680}
        title={t('clashesTitle')}
        onCancel={() => setOpen(false)}
        footer={<Button onClick={() => space.settle(clashes)}>{t('keepAll')}</Button>}
      >
        <p className="m-faint">{t('clashesNote')}</p>
        <ul className="d-conflicts">
          {clashes.map((clash, at) => (
            <ClashRow key={`${clash.path} ${at}`} clash={clash} />
          ))}
        </ul>
      </Modal>
    </>
  )
}

function ClashRow({ clash }: { readonly clash: Clash }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const context = usePlaceContext()
  const { space } = useWorkbench()
  const json = space.get(clash.kind, clash.key)
  const pointer = json === undefined ? undefined : clashPointer(json, clash.path)
  const { place } = problemWords(context, { ...clash, path: pointer ?? '', message: '' })
  const other = json === undefined ? undefined : withTheirs(json, clash)
  const shown = (value: unknown): string => (value === undefined ? t('nothing') : shortValue(value, locale))
  const take = (): void => {
    if (other !== undefined) space.put(clash.kind, clash.key, other)
    space.settle([clash])
  }
  return (
    <li>
      <b>{place}</b>
      <dl>
        <div className="d-chosen">
          <dt>{t('ours')}</dt>
          <dd>{shown(clash.ours)}</dd>
        </div>
        <div>
          <dt>{t('theirs')}</dt>
          <dd>{shown(clash.theirs)}</dd>
        </div>
      </dl>
      <span className="d-dialog-foot">
        <Button size="small" onClick={() => space.settle([clash])}>
          {t('keepOurs')}
        </Button>
        <Button size="small" type="primary" disabled={other === undefined} onClick={take}>
          {t('takeTheirs')}
        </Button>
      </span>
    </li>
  )
}
