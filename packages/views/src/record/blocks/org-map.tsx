import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import { relatedFilter } from '@mortise/schema'
import {
  Avatar,
  EmptyState,
  ErrorState,
  Icon,
  IconButton,
  Link,
  Skeleton,
  Tag,
  tintOf,
  useLocale,
  useT,
  useToast,
  useUi,
} from '@mortise/ui'
import { Dropdown } from 'antd'
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'
import { useDrag, useDrop } from 'react-dnd'
import { useRights, useWorkspace } from '../../workspace/metadata.tsx'
import { paths } from '../../workspace/paths.ts'
import { useRecords, useRefresh } from '../../workspace/queries.ts'
import { messages } from '../messages.ts'
import { bossOf, type OrgNode, orgTrees, standsBelow } from '../org-tree.ts'
import { refusal } from '../refusal.ts'
import { optionsOf } from '../stages.ts'
import { labelSetting, otherField, relatedSettings } from './settings.ts'
import type { BlockProps, BlockType } from './types.ts'

/** What a card of the map knows beside its person. */
type MapContext = {
  readonly people: readonly WireRecord[]
  readonly parent: string
  readonly mayMove: boolean
  readonly block: BlockProps['block']
  readonly entity: NonNullable<ReturnType<ReturnType<typeof useWorkspace>['model']['entity']>>
  readonly move: (person: WireRecord, boss: WireRecord | undefined) => void
}

function OrgMap({ block, entity, record }: BlockProps): ReactNode {
  const { model, client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const refresh = useRefresh()
  const target = model.entity(block.entity ?? '')
  const relation = entity.relations.find((one) => one.target === block.entity && one.via === block.field)
  const rights = useRights(target?.key ?? '')
  const { parent = '', role = '', influence = '', attitude = '' } = block
  const title = target?.document.title ?? 'id'
  const fields = [title, 'title', parent, role, influence, attitude].filter(
    (key) => key !== '' && target?.field(key) !== undefined && Object.hasOwn(rights.fields, key),
  )
  const list = useRecords(
    {
      entity: target?.key ?? '',
      fields: [...new Set(fields)],
      filter: relation === undefined ? { '==': [{ var: 'id' }, ''] } : relatedFilter(relation, record),
      sort: [{ field: 'created_at', dir: 'asc' }],
      limit: 100,
    },
    target !== undefined && relation !== undefined,
  )
  if (target === undefined || relation === undefined) return null
  if (list.isPending) return <Skeleton shape="cards" count={3} />
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  const people = list.data.data
  if (people.length === 0) return <EmptyState drawing="talk" title={t('orgEmpty')} text={t('orgEmptyText')} />
  const move = (person: WireRecord, boss: WireRecord | undefined): void => {
    const name = String(person[title] ?? '')
    if (boss !== undefined && standsBelow(boss, person, { parent, people })) {
      toast({ text: t('orgCircle', { name }), tone: 'danger' })
      return
    }
    client.records
      .update(target.key, person.id, { values: { [parent]: boss?.id ?? null }, version: person.version })
      .then(async () => {
        toast({
          text: t('orgMoved', { name, boss: boss === undefined ? t('orgTop') : String(boss[title] ?? '') }),
        })
        await refresh(target.key)
      })
      .catch((error: unknown) => toast({ text: refusal(error), tone: 'danger' }))
  }
  const mayMove = rights.update && rights.fields[parent] === 'write'
  const context = { people, parent, mayMove, block, entity: target, move }
  return (
    <section className="m-org">
      {say(block.label, locale) === '' ? null : <h3>{say(block.label, locale)}</h3>}
      <Legend context={context} />
      <div className="m-scroll-x">
        <ul className="m-org-tree">
          {orgTrees(people, parent).map((node) => (
            <Person key={node.person.id} node={node} context={context} />
          ))}
        </ul>
      </div>
    </section>
  )
}

/** Says what the colours mean. */
function Legend({ context: { entity, block } }: { readonly context: MapContext }): ReactNode {
  const locale = useLocale()
  const field = entity.field(block.attitude ?? '')
  if (field === undefined) return null
  return (
    <p className="m-org-legend">
      {optionsOf(field).map((one) => (
        <Tag key={String(one.value)} dot color={one.color}>
          {say(one.label, locale)}
        </Tag>
      ))}
    </p>
  )
}

type Dragged = { readonly person: WireRecord }

function Person({ node, context }: { readonly node: OrgNode; readonly context: MapContext }): ReactNode {
  const { person, below } = node
  const t = useT(messages)
  const locale = useLocale()
  const { mode } = useUi()
  const { entity, block, people, parent, mayMove, move } = context
  const [{ dragging }, drag] = useDrag(
    () => ({
      type: 'org-person',
      item: { person } satisfies Dragged,
      canDrag: mayMove,
      collect: (monitor) => ({ dragging: monitor.isDragging() }),
    }),
    [person, mayMove],
  )
  const [{ over }, drop] = useDrop<Dragged, void, { readonly over: boolean }>(
    () => ({
      accept: 'org-person',
      canDrop: (item) => item.person.id !== person.id,
      drop: (item, monitor) => {
        if (!monitor.didDrop()) move(item.person, person)
      },
      collect: (monitor) => ({ over: monitor.isOver({ shallow: true }) && monitor.canDrop() }),
    }),
    [person, move],
  )
  const name = String(person[entity.document.title] ?? '')
  const optionFor = (key: string | undefined): ReturnType<typeof optionsOf>[number] | undefined => {
    const field = entity.field(key ?? '')
    return field === undefined ? undefined : optionsOf(field).find(({ value }) => value === person[field.key])
  }
  const attitude = optionFor(block.attitude)
  const role = optionFor(block.role)
  const influence = optionFor(block.influence)
  const tint = tintOf(attitude?.color ?? 'gray', mode)
  const boss = bossOf(person, parent, people)
  const others = people.filter((one) => one.id !== boss?.id && !standsBelow(one, person, { parent, people }))
  const keys = (event: KeyboardEvent): void => {
    if (!mayMove || !event.altKey || event.key !== 'ArrowUp' || boss === undefined) return
    event.preventDefault()
    move(person, bossOf(boss, parent, people))
  }
  const title = entity.field('title') === undefined ? '' : String(person['title'] ?? '')
  return (
    <li>
      <div
        ref={(element) => {
          drag(drop(element))
        }}
        className="m-org-card"
        data-over={over}
        data-dragging={dragging}
        style={{ '--m-org': tint.dot } as CSSProperties}
        onKeyDown={keys}
      >
        <Avatar name={name} size={28} />
        <span>
          <Link href={paths.record(entity.key, person.id)}>{name}</Link>
          <small>{title}</small>
        </span>
        {mayMove ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                {
                  key: '',
                  label: t('orgTop'),
                  disabled: boss === undefined,
                  onClick: () => move(person, undefined),
                },
                ...others.map((one) => ({
                  key: one.id,
                  label: t('orgUnder', { name: String(one[entity.document.title] ?? '') }),
                  onClick: () => move(person, one),
                })),
              ],
            }}
          >
            <span>
              <IconButton icon="ellipsis" size={14} label={t('orgMove', { name })} />
            </span>
          </Dropdown>
        ) : null}
        <span className="m-org-marks">
          {attitude === undefined ? null : (
            <Tag dot color={attitude.color}>
              {say(attitude.label, locale)}
            </Tag>
          )}
          {role === undefined ? null : <Tag color={role.color}>{say(role.label, locale)}</Tag>}
          {influence === undefined ? null : (
            <span className="m-org-influence" title={say(influence.label, locale)}>
              <Icon name="zap" size={12} /> {say(influence.label, locale)}
            </span>
          )}
        </span>
      </div>
      {below.length === 0 ? null : (
        <ul>
          {below.map((one) => (
            <Person key={one.person.id} node={one} context={context} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** People of a customer by whom they report to, with what they decide and how they stand to us. */
export const orgMapBlock: BlockType = {
  type: 'org_map',
  label: { zh: '关系图', en: 'Org map' },
  icon: 'network',
  description: {
    zh: '谁向谁汇报、谁拍板、态度如何',
    en: 'Who reports to whom, who decides, and how they stand',
  },
  place: 'main',
  settings: [
    labelSetting,
    ...relatedSettings,
    otherField('parent', '直接上级', 'Reports to'),
    otherField('role', '决策角色', 'Role in the decision'),
    otherField('influence', '影响力', 'Influence'),
    otherField('attitude', '态度', 'Attitude'),
  ],
  Component: OrgMap,
}
