//! Producing the rows of tables once for several writers in parallel.
//!
//! Making a row can cost as much as writing it (hashes in hexadecimal, totals of every area), and each of four formats
//! would repeat it. Here a row is made once, copied into a batch, and the batch is shared by all writers, each on its
//! own thread. No table is in memory as a whole: the producer waits for a writer that is a few batches behind.

use super::table::{Cell, Column, Table};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The cells of a full batch, 16 bytes each.
const BATCH_CELLS: usize = 32 << 10;
/// The bytes of text of a full batch.
const BATCH_TEXT_BYTES: usize = 1 << 20;
/// How many batches may wait for a writer.
const WAITING_BATCHES: usize = 2;
/// How many tables may wait for a writer.
const WAITING_TABLES: usize = 64;

/// A writer of some of the tables that it is given; it iterates each at most once, in their order.
pub type TablesWriter<'w, T> = Box<dyn FnOnce(&[&dyn Table]) -> T + Send + 'w>;

/// Runs the writers in parallel over the same tables, whose rows are made once; gives their results, in order.
///
/// A writer that iterates a table a second time, or goes back to one before, is right too: the rows are then made
/// again for it. Memory is bounded by some batches of at most 1 MiB of texts (and one row more) and 32,768 cells, or those of 64
/// small tables.
///
/// Each writer is a thread that may wait for the others; call this from a thread that none of them waits for (not from
/// a worker of rayon's pool).
///
/// ```
/// use table::export;
/// # use std::borrow::Cow;
/// # use std::ops::ControlFlow;
/// # use table::{Cell, Column, Table};
/// # struct Squares(Vec<Column>);
/// # impl Table for Squares {
/// #     fn name(&self) -> &str { "squares" }
/// #     fn columns(&self) -> Cow<'_, [Column]> { Cow::Borrowed(&self.0) }
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
    let queues: Vec<Queue> = writers.iter().map(|_| Queue::default()).collect();
    std::thread::scope(|scope| {
        let mut running = Vec::new();
        for (writer, queue) in writers.into_iter().zip(&queues) {
            running.push(scope.spawn(move || {
                let _closed = Closing(queue);
                let received = tables.iter().enumerate();
                let received: Vec<Received<'_>> = received
                    .map(|(number, table)| Received {
                        table: *table,
                        number,
                        queue,
                    })
                    .collect();
                let received: Vec<&dyn Table> = received.iter().map(|one| -> &dyn Table { one }).collect();
                writer(&received)
            }));
        }
        let ending = Ending(&queues);
        for (number, table) in tables.iter().enumerate() {
            let senders = queues.iter().filter_map(|queue| queue.begin(number));
            make_rows(*table, senders.collect());
        }
        drop(ending);
        let results = running.into_iter().map(|writer| match writer.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        results.collect()
    })
}

/// The tables whose rows are made for a writer, from the moment at which that begins until it asks for them.
#[derive(Default)]
struct Queue {
    tables: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Default)]
struct Waiting {
    /// How many tables were begun.
    begun: usize,
    /// Those that the writer has not asked for, in their order, by their numbers.
    tables: VecDeque<(usize, Receiver<Arc<Batch>>)>,
    /// Whether the writer wants no more.
    is_closed: bool,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'q>(&'q self, waiting: MutexGuard<'q, Waiting>) -> MutexGuard<'q, Waiting> {
        let waiting = self.changed.wait(waiting);
        waiting.unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a table; gives where its rows go, unless the writer wants no more.
    fn begin(&self, number: usize) -> Option<SyncSender<Arc<Batch>>> {
        let mut waiting = self.lock();
        while waiting.tables.len() >= WAITING_TABLES && !waiting.is_closed {
            waiting = self.wait(waiting);
        }
        waiting.begun = number + 1;
        let sender = (!waiting.is_closed).then(|| {
            let (sender, receiver) = sync_channel(WAITING_BATCHES);
            waiting.tables.push_back((number, receiver));
            sender
        });
        self.changed.notify_all();
        sender
    }

    /// The rows of a table, if the writer has not asked for it or a later one before; waits until it is begun. Those of
    /// the tables before it are dropped, since their producer would otherwise wait for this writer.
    fn take(&self, number: usize) -> Option<Receiver<Arc<Batch>>> {
        let mut waiting = self.lock();
        loop {
            while waiting.tables.front().is_some_and(|(own, _)| *own < number) {
                waiting.tables.pop_front();
            }
            self.changed.notify_all();
            match waiting.tables.front() {
                Some((own, _)) if *own == number => return Some(waiting.tables.pop_front()?.1),
                Some(_) => return None,
                None if waiting.begun > number => return None,
                None => waiting = self.wait(waiting),
            }
        }
    }
}

/// Closes a queue when its writer has ended, however it did.
struct Closing<'q>(&'q Queue);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        let mut waiting = self.0.lock();
        waiting.is_closed = true;
        waiting.tables.clear();
        self.0.changed.notify_all();
    }
}

/// Lets no writer wait for a table that will not be begun, should making rows panic.
struct Ending<'q>(&'q [Queue]);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        for queue in self.0 {
            queue.lock().begun = usize::MAX;
            queue.changed.notify_all();
        }
    }
}

/// Sends a table's rows to all writers that still want them.
fn make_rows(table: &dyn Table, mut writers: Vec<SyncSender<Arc<Batch>>>) {
    if writers.is_empty() {
        return;
    }
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

/// A table as one of the writers sees it.
struct Received<'a> {
    table: &'a (dyn Table + Sync),
    number: usize,
    queue: &'a Queue,
}

impl Table for Received<'_> {
    fn name(&self) -> &str {
        self.table.name()
    }

    fn columns(&self) -> Cow<'_, [Column]> {
        self.table.columns()
    }

    fn rows(&self, each: &mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>) -> ControlFlow<()> {
        match self.queue.take(self.number) {
            Some(batches) => batches.into_iter().try_for_each(|batch| batch.each(each)),
            None => self.table.rows(each),
        }
    }
}
