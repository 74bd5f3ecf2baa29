// Runs before the first paint, so that a chosen theme never flashes. The choice is no secret and outlives the session.
(function () {
  try {
    const chosen = localStorage.getItem('tickwork.theme');
    if (chosen === 'light' || chosen === 'dark') {
      document.documentElement.dataset.theme = chosen;
    }
  } catch (e) {
    // Storage may be forbidden; the system's preference then holds.
  }
})();
