import { type ErrorDetail, text } from '@mortise/errors'
import { walkForm } from '@mortise/forms'
import { fileOf, isOfSites, type Model, siteOf } from '@mortise/schema'

/**
 * Embedded pages of sites that the workspace does not let in. They keep nothing from being published: an app may come
 * before the setting does.
 */
export function shutPages(
  model: Model,
  sites: readonly string[],
): readonly (ErrorDetail & { readonly level: 'warn' })[] {
  return model.documents('form').flatMap((form) =>
    walkForm(form).others.flatMap(({ node, pointer }) => {
      const site = node.type === 'embed' ? siteOf(node.url) : undefined
      if (node.type !== 'embed' || site === undefined || isOfSites(sites, node.url)) return []
      return {
        file: fileOf('form', form),
        path: `${pointer}/url`,
        code: 'SITE_SHUT',
        level: 'warn' as const,
        message: text(
          `${site} 不在可嵌入的网站里，填写人看不到这个网页。请管理员在“设置 → 可嵌入的网站”里添加`,
          `${site} is no site that may be embedded, so nobody will see this page. An administrator can add it under Settings → Embedded sites`,
        ),
      }
    }),
  )
}
