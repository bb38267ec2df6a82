import '@vaadin/grid/vaadin-grid.js';
import '@vaadin/grid/vaadin-grid-sort-column.js';

/** Vaadin Grid over the array: after a change it asks the array anew for what it shows, and sorts it then. */
export function mount(host, jobs, _members, columns) {
  const grid = document.createElement('vaadin-grid');
  grid.style.height = '100%';
  for (const {field, title, width, text, key} of columns) {
    const column = document.createElement(key ? 'vaadin-grid-sort-column' : 'vaadin-grid-column');
    Object.assign(column, {header: title, width: `${width}px`, flexGrow: 0});
    column.path = key ? 'planned' : field;
    if (key) column.direction = 'asc';
    column.renderer = (root, _column, {item}) => (root.textContent = text(item));
    grid.append(column);
  }
  // The column that is sorted has its value in the visit.
  const [{key}] = columns;
  grid.dataProvider = ({page, pageSize, sortOrders}, done) => {
    const sorted =
      sortOrders.length > 0
        ? jobs.toSorted((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))))
        : jobs;
    done(sorted.slice(page * pageSize, (page + 1) * pageSize), sorted.length);
  };
  host.append(grid);
  return {
    change: () => grid.clearCache(),
    scroller: () => grid.shadowRoot.querySelector('#table'),
    firstRow: () => {
      const row = grid.shadowRoot.querySelector('#items tr:not([hidden])');
      const cell = row?.querySelector('td:nth-child(3) slot')?.assignedElements()[0];
      return cell?.textContent ? cell : null;
    },
  };
}
