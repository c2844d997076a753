/* Ctrl+Enter presses the main button of what is in view; places of a report lead to the words; texts are saved as files. */
document.documentElement.lang = 'zh-CN';
const shuoliVisible = (e) => !!(e && e.offsetParent !== null && !e.disabled);
document.addEventListener('keydown', (e) => {
  if (!(e.ctrlKey || e.metaKey) || e.key !== 'Enter') return;
  const found = [...document.querySelectorAll('button.sl-go, .sl-go button')].find(shuoliVisible);
  if (!found) return;
  e.preventDefault();
  // the field's value reaches the server when it loses the focus or a moment after the last key
  const field = document.activeElement;
  if (field && field.blur) field.blur();
  setTimeout(() => { found.click(); if (field && field.focus) field.focus({ preventScroll: true }); }, 120);
});
document.addEventListener('click', (e) => {
  const link = e.target.closest && e.target.closest('[data-goto]');
  if (!link) return;
  const place = document.getElementById(link.dataset.goto);
  if (!place) return;
  document.querySelectorAll('.sl-here').forEach((m) => m.classList.remove('sl-here'));
  document.querySelectorAll(`[data-mark~="${link.dataset.goto}"]`).forEach((m) => m.classList.add('sl-here'));
  place.classList.add('sl-here');
  place.scrollIntoView({ behavior: 'smooth', block: 'center' });
});
window.shuoliSave = (name, text) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
// paper and marks are made for a light page
const shuoliLight = () => document.body && document.body.classList.remove('dark');
new MutationObserver(shuoliLight).observe(document.documentElement, { attributes: true, subtree: true, attributeFilter: ['class'] });
// a page with a case typed in is not left by mistake
window.addEventListener('beforeunload', (e) => {
  const typed = document.querySelector('#facts textarea');
  if (typed && typed.value.trim().length > 40) e.preventDefault();
});
// the one English sentence that the framework says by itself
new MutationObserver(() => document.querySelectorAll('.toast-body *').forEach((t) => {
  if (t.children.length) return;
  const size = t.textContent.match(/exceed the maximum allowed size of ([\d.]+) Mb/i);
  if (size) t.textContent = `文件超过 ${parseFloat(size[1])} MB 的上限，没有上传。请只保留需要的部分，或者压缩其中的图片后再试。`;
  else if (t.textContent.trim() === 'Error') t.textContent = '没有成功';
})).observe(document.documentElement, { childList: true, subtree: true });
