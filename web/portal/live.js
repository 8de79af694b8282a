// Renews the figures of a [data-topic] block as gifts come in. Without it the page is as good as when it was loaded.
for (const block of document.querySelectorAll('[data-topic]')) {
  const source = new EventSource('/api/v1/events?topic=' + encodeURIComponent(block.dataset.topic));
  source.addEventListener('totals', (event) => {
    const totals = JSON.parse(event.data);
    for (const place of block.querySelectorAll('[data-live]')) {
      const total = totals[place.dataset.live];
      // Amounts come as they are shown; numbers of gifts as numbers.
      const value = typeof total === 'number' ? total.toLocaleString('en-US') : total;
      if (place.textContent !== value) {
        place.textContent = value;
        place.classList.remove('fresh');
        void place.offsetWidth;
        place.classList.add('fresh');
      }
    }
  });
}
