import { type ErrorDetail, type LocalizedText, text } from '@mortise/errors'
import {
  blockOf,
  glyphProblems,
  offPaperProblems,
  orientationProblems,
  pagedProblems,
  type PrintRemark,
} from '@mortise/prints'
import { fileOf, type Model, type PrintDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import type { RuntimeOptions } from '../types.ts'
import { type PreviewAsked, previewed } from './preview.ts'

/** What a print leaves short, with the block in the words of its type. */
export type NamedRemark = PrintRemark & { readonly block: LocalizedText }

const whole: { readonly [at: string]: LocalizedText } = {
  watermark: text('水印', 'Watermark'),
  edgeSeal: text('骑缝章', 'Seal over the edges'),
}

/** Remarks in the words of whoever reads them. */
function namedRemarks(
  template: PrintDocument,
  kit: RuntimeOptions['kit'],
  remarks: readonly PrintRemark[],
): readonly NamedRemark[] {
  return remarks.flatMap((one) => {
    const type = kit.blocks.find(blockOf(template, one.at)?.type ?? '')
    const [, part = ''] = one.at.split('/')
    // A document without a logo is whole; one without its seal is not.
    if ('picture' in one && type?.floats !== true && part !== 'edgeSeal') return []
    return [{ ...one, block: type?.label ?? whole[part] ?? template.label }]
  })
}

/**
 * What would be missing in a print of a record: letters that the fonts do not have, seals that there are none of, and photos
 * that can't be drawn. Throws as printing does; nothing is drawn, and nothing is told in the audit log.
 */
export async function printRemarks(
  workspace: Workspace,
  actor: Actor,
  asked: PreviewAsked,
): Promise<readonly NamedRemark[]> {
  const { template, remarks } = await previewed(workspace, actor, asked, 'remarks')
  return namedRemarks(template, workspace.options.kit, remarks)
}

/**
 * What templates ask for and do not get, whatever the record: letters of their own that print as boxes, sums of pages where
 * there are none, places beside the paper, an orientation that paper does not have. It keeps nothing from being published.
 */
export function printHints(
  model: Model,
  { kit }: Pick<RuntimeOptions, 'kit'>,
): readonly (ErrorDetail & { readonly level: 'warn' })[] {
  return model.documents('print').flatMap((template) =>
    [
      ...glyphProblems(template, kit),
      ...pagedProblems(template, kit),
      ...offPaperProblems(template, kit),
      ...orientationProblems(template, kit),
    ].map((one) => ({
      ...one,
      file: fileOf('print', template),
      level: 'warn' as const,
    })),
  )
}
