import { openForm } from '@mortise/forms'
import type { Kit } from '@mortise/kit'
import type { AppDocument, EntityDocument, FormDocument, PublicFormDocument } from '@mortise/schema'
import type { Published } from '../context/published.ts'
import type { Workspace } from '../context/workspace.ts'
import { type Known, knownPaths } from './behind.ts'
import { openLink, type PublicState } from './door.ts'
import { frameSites, sitesOn } from '../frames/sites.ts'
import { formProgram, labelledAs } from './program.ts'
import { publicSurface, type PublicSurface } from './surface.ts'
import { choicesEntity, readsOnly, trimmedEntity, trimmedForm } from './trim.ts'

/** What the page of a link shows. The form itself comes only while it can be filled in. */
export type PublicPage = Omit<PublicFormDocument, 'source' | 'progress' | 'thanks' | 'picks'> & {
  readonly state: PublicState
  readonly label: FormDocument['label']
  readonly opensAt: string | null
  readonly closesAt: string | null
  readonly timeZone: string
  /** Sites whose pages stand on it. */
  readonly sites: readonly string[]
  readonly model: PublicModel | null
  /** Links that are chosen for: by path, the entity that stands for the choices, and letters asked for before any is shown. */
  readonly picks: readonly { readonly path: string; readonly entity: string; readonly minLength: number }[]
}

/** As much of the metadata as the form needs to run in the browser, and nothing of what is not on it. */
export type PublicModel = {
  readonly version: number
  readonly documents: {
    readonly app: readonly AppDocument[]
    readonly entity: readonly EntityDocument[]
    readonly form: readonly FormDocument[]
  }
}

/** Answers what a link shows, and counts that somebody looked. */
export async function publicPage(workspace: Workspace, token: string): Promise<PublicPage> {
  const { link, form, published, state } = await openLink(workspace, token)
  const {
    source: _source,
    progress: _progress,
    thanks: _thanks,
    picks: _picks,
    once,
    ...shown
  } = form.public ?? {}
  const sites = sitesOn(form, await frameSites(workspace))
  const ground = { published, kit: workspace.options.kit, now: workspace.now(), sites }
  const surface = publicSurface({ model: published.model, kit: ground.kit }, form)
  await workspace.store.side.publicForms.viewed(link.id)
  return {
    ...shown,
    // That a value counts once is not told: who tries could find out who sent before.
    ...(once?.per === 'device' ? { once } : {}),
    prefill: (shown.prefill ?? []).filter(
      (key) => surface?.fields.has(key) === true && !surface.picks.has(key),
    ),
    label: form.label ?? published.model.entity(form.entity)?.document.label ?? '',
    state,
    opensAt: link.opensAt,
    closesAt: link.closesAt,
    timeZone: published.timeZone,
    sites,
    model: state === 'open' && surface !== undefined ? modelOf(ground, form, surface) : null,
    picks:
      state === 'open' && surface !== undefined
        ? [...surface.picks.values()].map(({ path, pick }, at) => ({
            path,
            entity: choicesKey(at),
            minLength: pick.minLength ?? 0,
          }))
        : [],
  }
}

const choicesKey = (at: number): string => `choices_${at + 1}`

type Ground = {
  readonly published: Published
  readonly kit: Kit
  readonly now: string
  readonly sites: readonly string[]
}

function modelOf(ground: Ground, form: FormDocument, surface: PublicSurface): PublicModel {
  const { published, kit, now, sites } = ground
  const program = formProgram(published, kit, form)
  const known = knownFields(ground, form, surface)
  const fresh = openForm(program, { values: {}, isNew: true, now, ...published.model.time })
  const { tables, picks } = surface
  const shown = trimmedForm(form, { known, tables, picks, fresh, sites })
  const offers = [...picks.values()]
  const choices = offers.map((offer, at) => choicesEntity(choicesKey(at), offer))
  const named = (into: string | undefined): ReadonlyMap<string, string> =>
    new Map(
      offers.flatMap(({ pick, field }, at) => (pick.into === into ? [[field.key, choicesKey(at)]] : [])),
    )
  const rows = [...tables].map(([into, { entity, columns, parentField }]) => {
    const keys = new Set([...columns, parentField])
    return trimmedEntity(entity, knownPaths(keys, picks, { into, parentField }), named(into))
  })
  const checks = [...(surface.entity.document.checks ?? []), ...(form.checks ?? [])].filter(({ when }) =>
    readsOnly(when, known),
  )
  const main = { ...trimmedEntity(labelledAs(form, surface.entity), known, named(undefined)), checks }
  return {
    version: published.version,
    documents: { app: [headOf(published)], entity: [main, ...rows, ...choices], form: [shown] },
  }
}

function headOf(published: Published): AppDocument {
  const [app] = published.model.apps
  const { timeZone, fiscalYearStart } = published.model.time
  return {
    key: 'public',
    label: '',
    version: '1.0.0',
    timeZone,
    ...(fiscalYearStart === undefined ? {} : { fiscalYearStart }),
    ...(app?.currency === undefined ? {} : { currency: app.currency }),
  }
}

/** The fields a browser is told of: those that can be filled in, and what is worked out from them alone and placed. */
function knownFields({ published, kit }: Ground, form: FormDocument, surface: PublicSurface): Known {
  const keys = new Set(surface.fields)
  const known = knownPaths(keys, surface.picks)
  const plans = formProgram(published, kit, form).tables.get('')?.fields ?? new Map<string, never>()
  const computed = [...plans.values()].filter((plan) => plan.computed && plan.placed && !plan.system)
  // A formula may lean on another one that comes after it.
  for (let round = 0; round < computed.length; round += 1)
    for (const { key, type, document } of computed) {
      const source = type.source?.(document)
      if (source !== undefined && source.from !== 'counter' && readsOnly(source.expr, known)) keys.add(key)
    }
  return known
}
