// Sets language and colours before the first paint, so that a dark screen never flashes white.
// A file of its own because the content security policy allows no inline script.
;(function () {
  var root = document.documentElement
  var theme = 'auto'
  var language = ''
  try {
    theme = localStorage.getItem('boai.theme') || 'auto'
    language = localStorage.getItem('boai.language') || ''
  } catch {
    // Storage may be forbidden; the defaults are fine then.
  }
  if (theme === 'auto') theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  root.dataset.theme = theme
  root.lang = (language || navigator.language).startsWith('zh') ? 'zh-CN' : 'en'
})()
