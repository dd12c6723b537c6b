import { keyPattern } from '@mortise/schema'
import { Skeleton, useT, useToast } from '@mortise/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { ElementName, Impact, PartName, UsagePlace } from '../workbench/api.ts'
import { useAfterRewrite, useWorkbench } from '../workbench/context.tsx'
import { messages } from './element-messages.ts'
import { ImpactList } from './impact-list.tsx'

const shape = new RegExp(keyPattern)
/** Options are written as people like, but not so that they would read as something else. */
const optionShape = /^(?!\$)(?!.*(?:\/|\{\{))\S(?:.*\S)?$/u

function impactOf(usages: readonly UsagePlace[]): Impact {
  const documents = [...Map.groupBy(usages, (one) => `${one.kind} ${one.key}`).values()].flatMap((list) => {
    const [first] = list
    return first === undefined
      ? []
      : [{ kind: first.kind, key: first.key, label: first.key, places: list.length }]
  })
  return { documents, instances: 0, apiKeys: [] }
}

function oldKey(element: ElementName | PartName): string {
  if ('part' in element) return element.name
  return element.option ?? element.field ?? element.key.slice(element.key.indexOf('.') + 1)
}

/** Gives an element another key, and shows beforehand everything that will be rewritten. */
export function RenameDialog({
  element,
  name,
  onClose,
}: {
  readonly element: ElementName | PartName
  readonly name: string
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const { api, space } = useWorkbench()
  const refresh = useAfterRewrite()
  const toast = useToast()
  const isPart = 'part' in element
  const isOption = !isPart && element.option !== undefined
  const fits = (wanted: string): boolean => (isOption ? optionShape : shape).test(wanted)
  const old = oldKey(element)
  const [key, setKey] = useState(old)
  const usages = useQuery({
    queryKey: ['design', 'usages', element],
    queryFn: async () => {
      await space.flush()
      return isPart ? [] : api.usages(element)
    },
    // What names a part stands in its own document and its plays; nobody lists it.
    enabled: !isPart,
    gcTime: 0,
  })
  const count = usages.data?.length ?? 0
  const rename = useMutation({
    mutationFn: async () => {
      await space.flush()
      await api.rename({ ...element, to: key })
    },
    onSuccess: async () => {
      toast({ text: isPart ? t('partRenamed') : t('renamed', { n: count }), tone: 'success' })
      onClose()
      await refresh()
    },
  })
  const ready = fits(key) && key !== old
  return (
    <Modal
      open
      width={520}
      title={t('renameTitle', { name })}
      okText={t('rename')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready, loading: rename.isPending }}
      onOk={() => rename.mutate()}
      onCancel={onClose}
    >
      <div className="m-stack">
        <label className="d-line">
          <span>{t('newKey')}</span>
          <Input
            autoFocus
            className="m-code"
            value={key}
            status={key === '' || fits(key) ? '' : 'error'}
            onChange={(event) => setKey(event.target.value.trim())}
            onPressEnter={() => {
              if (ready) rename.mutate()
            }}
          />
        </label>
        <p className={fits(key) ? 'm-faint' : 'm-error'}>{t(isOption ? 'optionRule' : 'keyRule')}</p>
        {usages.isLoading ? <Skeleton shape="lines" /> : null}
        {usages.data === undefined ? null : (
          <div className="d-impact-box">
            <b>{count === 0 ? t('usedNowhere') : t('usedIn', { n: count })}</b>
            {count === 0 ? null : <ImpactList impact={impactOf(usages.data)} />}
          </div>
        )}
        <p className="m-faint">{t(isPart ? 'partNote' : isOption ? 'optionNote' : 'renameNote')}</p>
        {rename.error === null ? null : (
          <p className="m-error" role="alert">
            {rename.error.message}
          </p>
        )}
      </div>
    </Modal>
  )
}
