import {TabulatorFull as Tabulator} from 'tabulator-tables';
import css from 'tabulator-tables/dist/css/tabulator.min.css';

/** Tabulator with its virtual rows. It sorts anew when it is told to. */
export function mount(host, jobs, _members, columns) {
  document.head.append(Object.assign(document.createElement('style'), {textContent: css}));
  const table = new Tabulator(host, {
    data: jobs,
    index: 'id',
    height: 900,
    initialSort: [{column: 'start', dir: 'asc'}],
    columns: columns.map(({field, title, width, text, key}) => ({
      field,
      title,
      width,
      formatter: cell => text(cell.getData()),
      ...(key && {
        sorter: (_a, _b, a, b) =>
          key(a.getData()) < key(b.getData()) ? -1 : Number(key(a.getData()) > key(b.getData())),
      }),
    })),
  });
  return {
    change: job => table.updateData([job]).then(() => table.setSort('start', 'asc')),
    scroller: () => host.querySelector('.tabulator-tableholder'),
    firstRow: () => host.querySelector('.tabulator-row'),
  };
}
