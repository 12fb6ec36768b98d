// Runs before the first paint, so that nobody who works in the dark is flashed with white.
;(function () {
  var wish = 'system'
  try {
    wish = JSON.parse(localStorage.getItem('heed.settings') || '{}').theme || 'system'
  } catch (_) {}
  var dark = wish === 'dark' || (wish === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
