import { say } from '@mortise/errors'
import { ErrorState, Icon, RelativeTime, Skeleton, useLocale, useT } from '@mortise/ui'
import { useWorkspace } from '@mortise/views'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Upload } from 'antd'
import { type ReactNode, useState } from 'react'
import { DeleteAppDialog } from '../app/delete-app-dialog.tsx'
import '../styles/app.css'
import { useWorkbench } from '../workbench/context.tsx'
import { MergeDialog, type MergeSource } from './merge-dialog.tsx'
import { messages } from './messages.ts'

/** Apps of the workspace: each can be taken out as a ZIP file, and a new version of it put in. */
export function AppsDrawer({
  open,
  onClose,
}: {
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { api } = useWorkbench()
  const { me } = useWorkspace()
  const [file, setFile] = useState<File>()
  const [leaving, setLeaving] = useState<string>()
  const apps = useQuery({ queryKey: ['design', 'apps'], queryFn: () => api.apps(), enabled: open })
  const fileSource = (given: File): MergeSource => ({
    id: `${given.name} ${given.lastModified}`,
    title: t('mergeTitle', { file: given.name }),
    word: t('applyApp'),
    plan: (choices) => api.planApp(given, choices),
    apply: (choices) => api.applyApp(given, choices),
    done: ({ app, to }) => t('applied', { app, version: to }),
    drafts: false,
  })
  return (
    <Drawer open={open} onClose={onClose} title={t('apps')} size={480}>
      <p className="m-faint d-drawer-note">{t('appsNote')}</p>
      {apps.isPending ? <Skeleton shape="rows" /> : null}
      {apps.error === null ? null : <ErrorState error={apps.error} />}
      {apps.data?.every((one) => one.hidden === true) ? <p>{t('noAppsHere')}</p> : null}
      <ul className="d-versions">
        {(apps.data ?? [])
          .filter((one) => one.hidden !== true)
          .map((one) => (
            <li key={one.key}>
              <div className="d-version-head">
                <b className="m-clip">{say(one.label, locale) || one.key}</b>
                <span className="m-faint m-num">{one.version}</span>
              </div>
              <span className="m-faint">
                {one.template === null ? (
                  t('ownApp')
                ) : (
                  <>
                    {t('fromTemplate', { version: one.template.version })} ·{' '}
                    <RelativeTime value={one.template.at} />
                  </>
                )}
              </span>
              <div className="m-row">
                <Button
                  size="small"
                  icon={<Icon name="download" size={14} />}
                  href={`/api/apps/${one.key}.zip`}
                  download
                >
                  {t('exportApp')}
                </Button>
                {me.admin ? (
                  <Button size="small" type="text" danger onClick={() => setLeaving(one.key)}>
                    {t('deleteApp')}
                  </Button>
                ) : null}
              </div>
            </li>
          ))}
      </ul>
      <div className="d-upload-box">
        <Upload.Dragger
          accept=".zip,application/zip"
          multiple={false}
          showUploadList={false}
          beforeUpload={(picked) => {
            setFile(picked)
            return false
          }}
        >
          <p className="d-upload">
            <Icon name="upload" />
            <b>{t('importApp')}</b>
            <span className="m-faint">{t('importAppNote')}</span>
          </p>
        </Upload.Dragger>
      </div>
      {leaving === undefined ? null : <DeleteAppDialog app={leaving} onClose={() => setLeaving(undefined)} />}
      {file === undefined ? null : (
        <MergeDialog source={fileSource(file)} onClose={() => setFile(undefined)} />
      )}
    </Drawer>
  )
}
