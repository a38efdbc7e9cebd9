## What the pages' scripts say. Names that come from the record never stand inside a sentence: their direction of
## writing must change nothing around them.

# Which language numbers and dates are written in (BCP 47).
locale = en-GB
loading = Loading …
retry = Try again
failed-missing = A file could not be loaded: it is not there, or the network failed.
failed-slow = A file took too long to load.
failed-broken = A file is not as it should be.
failed-drawing = Something went wrong while drawing this part of the page.
file = File
search-label = Code or name
search-hint = Names or codes, or parts of them. Small errors, accents and the order of words do not matter.
search-found =
    { $n ->
        [1] 1 result.
       *[other] { $n } results.
    }
search-first = { $n } results; the first { $first } are shown.
search-partly = Nothing fits all the words; these fit some.
search-largest = The largest areas that begin so; type on to find smaller ones.
search-none = Nothing found.
search-stations =
    { $n ->
        [1] 1 station
       *[other] { $n } stations
    }
search-code = code
station = Station
station-none = No station is named in this page’s address.
station-unknown = This record names no station of this code.
station-search = Search
station-belongs = Where this station belongs
station-registered = Registered voters, as the record first lists them
station-state = State
station-place = Coordinates
figures = Figures as read
figures-none = No reading of this station is in the record. Missing is not zero.
figures-hint = “–” is a figure that this reading does not give; the sheet may have it. A difference is to the first reading.
figure = Figure
illegible = illegible
not-on-form = not given by this reading
stands = stands
stands-for-account = stands for this account
corrected = corrected by entry { $n }
does-not-stand = does not stand
method = Method

method-file = from a data file
method-code = from the sheet’s code
method-typed = typed by a person
method-message = from a message
method-machine = by a program

signer = Signed by the key
time = Time
entry = Place in the log
document = Read from
document-photograph = photograph
document-file = document
document-withheld = a document that is withheld
line = line { $n }
more-readings = { $n } more readings are not shown here; the data files hold everything.
photographs = Photographs of the sheet
photographs-none = The record holds no photograph of this station’s sheet.
photograph = Photograph { $n }
photograph-alt = Photograph of the tally sheet of station { $station }
photograph-missing = This photograph is missing from this copy of the publication.
photograph-withheld = This photograph is withheld; the record says why.
photograph-covered = A copy with parts covered; the photograph itself is withheld.
photograph-not-shown = This document is not a picture that a browser shows.
photograph-loading = The photograph is loading …
photograph-original = Original, as it was stored
viewer = Photograph, can be moved and enlarged
viewer-hint = Drag or use the arrow keys to move, the plus and minus keys or two fingers to enlarge, R to rotate, 0 to begin again.
zoom-in = Enlarge
zoom-out = Reduce
rotate = Rotate
reset = Reset
full-screen = Full screen
findings = Findings
findings-intro = Rules that a reading breaks. A finding says nothing of its cause.
of-entry = reading at entry { $n }
rulings = Ruling
ruling-reason = Reason
ruling-stands = The reading at entry { $n } stands.
ruling-none = No reading stands.
address = This station’s address
address-copy = Copy
address-copied = Copied.
address-not-copied = Copying is barred here; select the address and copy it by hand.
address-print = Print this page
address-code = QR code of this page’s address
address-on-disk = This copy was opened from a disk, so that its address leads nowhere else.
verify = Verify
verify-station-intro = Checks in this browser, from the published files alone, that the figures and photographs above are those of the signed log.
verify-station = Verify this station
verify-record-intro = Checks the whole record in this browser, from the published files alone, and counts everything again. A large record takes minutes.
verify-record = Verify the whole record
verify-whole = Verify the whole record instead
verify-button = One button
verify-key = The operator’s or the log’s key, if you have it from elsewhere
verify-key-hint = From an earlier copy, a newspaper, a witness. Left empty, the key that this page names is taken.
verify-policy = A witness policy (C2SP tlog-policy), if you have one
verify-folder = The publication’s folder on your disk
verify-folder-hint = This page was opened from a disk, where it may read nothing by itself. Choose the folder that holds this publication; nothing leaves your computer.
verify-folder-first = Choose the folder first.
cancel = Stop
stopped = Stopped: nothing was found out.
running = Checking …
verify-failed = The check itself failed, which says nothing of the record.
