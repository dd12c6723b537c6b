import { Icon, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'
import type { Picked } from './use-picked.ts'
import type { RowActs } from './use-rows.ts'

/** What can be done with the ticked rows. */
export function PickedBar({
  picked,
  acts,
  canAdd,
}: {
  readonly picked: Picked
  readonly acts: RowActs
  readonly canAdd: boolean
}): ReactNode {
  const t = useT(messages)
  const { keys } = picked
  return (
    <div className="m-row m-picked" role="toolbar" aria-label={t('selected', { n: keys.size })}>
      <span>{t('selected', { n: keys.size })}</span>
      {canAdd ? (
        <Button size="small" icon={<Icon name="copy" size={14} />} onClick={() => acts.copy(keys)}>
          {t('copy')}
        </Button>
      ) : null}
      <Button size="small" icon={<Icon name="arrow-up" size={14} />} onClick={() => acts.move(keys, -1)}>
        {t('moveUp')}
      </Button>
      <Button size="small" icon={<Icon name="arrow-down" size={14} />} onClick={() => acts.move(keys, 1)}>
        {t('moveDown')}
      </Button>
      <Button size="small" danger icon={<Icon name="trash-2" size={14} />} onClick={() => acts.remove(keys)}>
        {t('remove')}
      </Button>
      <Button size="small" type="text" onClick={() => picked.all(false)}>
        {t('unselect')}
      </Button>
    </div>
  )
}
