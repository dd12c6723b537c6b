/** Public forms and their links. */
export const publicErrors = {
  PUBLIC_FORM_GONE: {
    kind: 'user',
    status: 404,
    zh: '这个链接已经失效，或地址不完整。请向给你链接的人再要一个。',
    en: 'This link is no longer valid, or the address is not complete. Ask whoever gave it to you for a new one.',
  },
  PUBLIC_FORM_CLOSED: {
    kind: 'user',
    status: 409,
    zh: '现在不能提交：表单还没有开放、已经结束，或名额已满。',
    en: 'Nothing can be submitted now: the form is not open yet, has ended, or is full.',
  },
  PUBLIC_PROOF: {
    kind: 'user',
    status: 400,
    zh: '页面打开太久，或校验没有通过。请再点一次提交。',
    en: 'The page was open for too long, or a check failed. Submit once more.',
  },
  PUBLIC_SENT_BEFORE: {
    kind: 'user',
    status: 409,
    zh: '已经提交过了，不能再次提交。要再填一份，请重新打开链接。',
    en: 'This was submitted already. Open the link anew to fill in another one.',
  },
  PUBLIC_ONCE: {
    kind: 'user',
    status: 409,
    zh: '这台设备已经提交过这份表单了，每人只能填一次。',
    en: 'This form was submitted from this device before; everybody can fill it in once.',
  },
  PUBLIC_CONSENT: {
    kind: 'user',
    status: 422,
    zh: '请先阅读并同意说明。如果说明刚刚改过，请刷新页面。',
    en: 'Read the text and agree to it first. If it has just been changed, reload the page.',
  },
  PUBLIC_FILE_REFUSED: {
    kind: 'user',
    status: 422,
    zh: '不能上传这个文件：{why}。',
    en: 'This file can’t be taken: {why}.',
  },
  PUBLIC_CHOICE_GONE: {
    kind: 'user',
    status: 422,
    zh: '所选的内容现在不能选了，请重新选择。',
    en: 'What was chosen can’t be chosen any more; choose again.',
  },
  PUBLIC_FORM_UNKNOWN: {
    kind: 'user',
    status: 404,
    zh: '没有已发布的公开表单“{name}”。请先把表单的用途设为“公开填写”并发布。',
    en: 'There is no published public form “{name}”. Set the purpose of the form to public and publish it first.',
  },
  PUBLIC_LINK_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有这个公开链接，可能已被删除。',
    en: 'There is no such public link; it may have been deleted.',
  },
  PUBLIC_LINK_INVALID: {
    kind: 'user',
    status: 422,
    zh: '公开链接的设置不对：{why}。',
    en: 'The settings of the link are not right: {why}.',
  },
} as const
