import type { Client, EntityRights, Me } from '@mortise/client'
import { say } from '@mortise/errors'
import { type FaceContext, fieldFaces } from '@mortise/fields/react'
import { shownField } from '@mortise/fields'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FieldModel, Model } from '@mortise/schema'
import { useLocale } from '@mortise/ui'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { LabelStore } from './labels.ts'
import { lookupIn } from './lookup.ts'
import { paths } from './paths.ts'

/** Everything a view is about: the person, the metadata, the kit and the way to the server. */
export type Workspace = {
  readonly client: Client
  /** What the first list needs of the kit; the whole of it comes when a screen asks for it. */
  readonly kit: Pick<Kit, 'fields'>
  /** The whole kit; always the same promise. */
  readonly loadKit: () => Promise<Kit>
  readonly model: Model
  readonly me: Me
  readonly labels: LabelStore
}

const WorkspaceContext = createContext<Workspace | undefined>(undefined)

/** Gives the views inside their workspace. `labels` may be handed in to outlive a new model. */
export function MetadataProvider({
  children,
  labels,
  ...given
}: Omit<Workspace, 'labels'> & { readonly labels?: LabelStore; readonly children: ReactNode }): ReactNode {
  const { client, kit, loadKit, model, me } = given
  const own = useMemo(() => labels ?? new LabelStore(), [labels])
  const workspace = useMemo(
    () => ({ client, kit, loadKit, model, me, labels: own }),
    [client, kit, loadKit, model, me, own],
  )
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>
}

/** The workspace; throws outside a MetadataProvider, which is a mistake of the programmer. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (workspace === undefined) throw new Error('no MetadataProvider above')
  return workspace
}

/** The workspace where there is one: for parts that pages of strangers show too. */
export function useOptionalWorkspace(): Workspace | undefined {
  return useContext(WorkspaceContext)
}

const noRights: EntityRights = {
  create: false,
  read: false,
  update: false,
  delete: false,
  export: false,
  print: false,
  share: false,
  fields: {},
}

/** What the person may do with an entity's records. */
export function useRights(entity: string): EntityRights {
  const { me } = useWorkspace()
  return Object.hasOwn(me.entities, entity) ? (me.entities[entity] ?? noRights) : noRights
}

/** Name of an entity's records as a list is titled. */
export function pluralOf(entity: EntityModel, locale: 'zh' | 'en'): string {
  return say(entity.document.plural ?? entity.document.label, locale)
}

/** What the field faces may ask, for the fields of one entity; `record` lets files of it be fetched. */
export function useFaceContext(entity: string, record?: string): FaceContext {
  const { client, kit, model, labels, me } = useWorkspace()
  const locale = useLocale()
  return useMemo(() => {
    const owner = model.entity(entity)
    return {
      locale,
      timeZone: me.workspace.timeZone,
      types: kit.fields,
      faces: fieldFaces,
      labelOf: (of, id) => labels.get(of, id),
      lookup: lookupIn({ client, model, labels }),
      href: (of, id) => (Object.hasOwn(me.entities, of) ? paths.record(of, id) : undefined),
      upload: (file, options) => client.session.uploadFile(file, options),
      fileUrl: (id) => client.session.fileUrl(id, record === undefined ? undefined : { entity, record }),
      shown: (field) => {
        const path = field.settings?.['path']
        if (owner === undefined || typeof path !== 'string') return undefined
        return shownField(model, path, { entity: owner, fields: kit.fields })
      },
    }
  }, [client, kit, model, labels, me, locale, entity, record])
}

/** Whether people may see a field at all, and whether its cell means anything in a list. */
export function readableFields(entity: EntityModel, rights: EntityRights): readonly FieldModel[] {
  return entity.fields.filter((field) => field.key !== 'id' && Object.hasOwn(rights.fields, field.key))
}
