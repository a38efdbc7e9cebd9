//! Producing the rows of tables once for several writers in parallel.
//!
//! Making a row can cost as much as writing it (hashes in hexadecimal, totals of every area), and each of four formats
//! would repeat it. Here a row is made once, copied into a batch, and the batch is shared by all writers, each on its
//! own thread. No table is in memory as a whole: the producer waits for a writer that is a few batches behind.

use super::table::{Cell, Column, Table};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

/// The cells of a full batch, 16 bytes each.
const BATCH_CELLS: usize = 32 << 10;
/// The bytes of text of a full batch.
const BATCH_TEXT_BYTES: usize = 1 << 20;
/// How many batches may wait for a writer.
const WAITING_BATCHES: usize = 2;

/// A writer of some of the tables that it is given; it iterates each at most once, in their order.
pub type TablesWriter<'w, T> = Box<dyn FnOnce(&[&dyn Table]) -> T + Send + 'w>;

/// Runs the writers in parallel over the same tables, whose rows are made once; gives their results, in order.
///
/// A writer that iterates a table a second time, or goes back to one before, is right too: the rows are then made
/// again for it. Memory is bounded by some batches of at most 1 MiB of texts (and one row more) and 32,768 cells.
///
/// Each writer is a thread that may wait for the others; call this from a thread that none of them waits for (not from
/// a worker of rayon's pool).
///
/// ```
/// use table::export;
/// # use std::ops::ControlFlow;
/// # use table::{Cell, Column, Table};
/// # struct Squares(Vec<Column>);
/// # impl Table for Squares {
/// #     fn name(&self) -> &str { "squares" }
/// #     fn columns(&self) -> &[Column] { &self.0 }
/// #     fn rows(&self, each: &mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>) -> ControlFlow<()> {
/// #         (0..3).try_for_each(|n| each(&[Cell::Integer(n * n)]))
/// #     }
/// # }
/// # let squares = Squares(vec![Column::integer("square", "a square")]);
/// let (mut csv, mut json) = (Vec::new(), Vec::new());
/// let rows = export::for_writers(
///     &[&squares],
///     vec![
///         Box::new(|tables| export::write_csv(tables[0], &mut csv)),
///         Box::new(|tables| export::write_json_lines(tables[0], &mut json)),
///     ],
/// );
/// assert!(rows.into_iter().all(|written| written.is_ok_and(|rows| rows == 3)));
/// assert_eq!(csv, b"square\n0\n1\n4\n");
/// ```
pub fn for_writers<T: Send>(tables: &[&(dyn Table + Sync)], writers: Vec<TablesWriter<'_, T>>) -> Vec<T> {
    std::thread::scope(|scope| {
        // For each table, the senders to all writers.
        let mut senders: Vec<Vec<SyncSender<Arc<Batch>>>> = tables.iter().map(|_| Vec::new()).collect();
        let mut running = Vec::new();
        for writer in writers {
            let waiting = tables.iter().zip(&mut senders).map(|(_, senders)| {
                let (sender, receiver) = sync_channel(WAITING_BATCHES);
                senders.push(sender);
                Some(receiver)
            });
            let waiting = Mutex::new(waiting.collect());
            running.push(scope.spawn(move || {
                let received: Vec<Received<'_>> = tables
                    .iter()
                    .enumerate()
                    .map(|(number, table)| Received {
                        table: *table,
                        number,
                        waiting: &waiting,
                    })
                    .collect();
                let received: Vec<&dyn Table> = received.iter().map(|one| -> &dyn Table { one }).collect();
                writer(&received)
            }));
        }
        for (table, senders) in tables.iter().zip(senders) {
            make_rows(*table, senders);
        }
        let results = running.into_iter().map(|writer| match writer.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        results.collect()
    })
}

/// Sends a table's rows to all writers that still want them.
fn make_rows(table: &dyn Table, mut writers: Vec<SyncSender<Arc<Batch>>>) {
    let mut batch = Batch::default();
    let mut send = |batch: &mut Batch| {
        let full = Arc::new(std::mem::take(batch));
        writers.retain(|writer| writer.send(Arc::clone(&full)).is_ok());
        match writers.is_empty() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    };
    let made = table.rows(&mut |cells| {
        batch.push(cells);
        match batch.is_full() {
            true => send(&mut batch),
            false => ControlFlow::Continue(()),
        }
    });
    if made.is_continue() && !batch.rows.is_empty() {
        let _ = send(&mut batch);
    }
}

/// Rows that were made.
#[derive(Default)]
struct Batch {
    /// Where each row's cells end.
    rows: Vec<usize>,
    cells: Vec<Made>,
    texts: String,
}

/// A cell of a batch.
enum Made {
    /// A text, by its end in the batch's texts; it begins where the one before ends.
    Text(usize),
    Integer(i64),
    Empty,
}

impl Batch {
    fn push(&mut self, cells: &[Cell<'_>]) {
        for cell in cells {
            self.cells.push(match cell {
                Cell::Text(text) => {
                    self.texts.push_str(text);
                    Made::Text(self.texts.len())
                }
                Cell::Integer(n) => Made::Integer(*n),
                Cell::Empty => Made::Empty,
            });
        }
        self.rows.push(self.cells.len());
    }

    fn is_full(&self) -> bool {
        // Rows of no cells are wrong, and yet must end somewhere.
        self.cells.len() + self.rows.len() >= BATCH_CELLS || self.texts.len() >= BATCH_TEXT_BYTES
    }

    fn each(&self, each: &mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut row = Vec::new();
        let (mut cell, mut text) = (0, 0);
        for end in &self.rows {
            row.clear();
            for made in &self.cells[cell..*end] {
                row.push(match made {
                    Made::Text(text_end) => {
                        Cell::Text(&self.texts[std::mem::replace(&mut text, *text_end)..*text_end])
                    }
                    Made::Integer(n) => Cell::Integer(*n),
                    Made::Empty => Cell::Empty,
                });
            }
            cell = *end;
            each(&row)?;
        }
        ControlFlow::Continue(())
    }
}

/// A writer's receiver for each table; `None` for those that it has iterated.
type Waiting = Mutex<Vec<Option<Receiver<Arc<Batch>>>>>;

/// A table as one of the writers sees it.
struct Received<'a> {
    table: &'a (dyn Table + Sync),
    number: usize,
    waiting: &'a Waiting,
}

impl Received<'_> {
    /// The rows of this table, if they have not been asked for before. Those of the tables before it are
    /// dropped, since their producer would otherwise wait for this writer.
    fn take(&self) -> Option<Receiver<Arc<Batch>>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting[..self.number]
            .iter_mut()
            .for_each(|passed| *passed = None);
        waiting[self.number].take()
    }
}

impl Table for Received<'_> {
    fn name(&self) -> &str {
        self.table.name()
    }

    fn columns(&self) -> &[Column] {
        self.table.columns()
    }

    fn rows(&self, each: &mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>) -> ControlFlow<()> {
        match self.take() {
            Some(batches) => batches.into_iter().try_for_each(|batch| batch.each(each)),
            None => self.table.rows(each),
        }
    }
}
