/** Shows one side or both. Where there is no room for both, they are tabs. */
export function showSides({ customer, desk }) {
  const tabs = {
    customer: document.querySelector('#tab-customer'),
    desk: document.querySelector('#tab-desk'),
  };
  const both = customer && desk;
  document.body.dataset.sides = both ? 'both' : 'one';
  if (!customer) document.querySelector('#customer').remove();
  if (!desk) document.querySelector('#desk').remove();
  if (!both) {
    tabs.customer.parentElement.remove();
    return;
  }
  for (const [side, tab] of Object.entries(tabs)) {
    tab.addEventListener('click', () => choose(side));
    tab.addEventListener('keydown', ({ key }) => {
      if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
      choose(side === 'customer' ? 'desk' : 'customer');
      tabs[document.body.dataset.side].focus();
    });
  }
  choose('customer');

  function choose(side) {
    document.body.dataset.side = side;
    for (const [name, tab] of Object.entries(tabs)) {
      tab.setAttribute('aria-selected', String(name === side));
      tab.tabIndex = name === side ? 0 : -1;
    }
  }
}
