/** English words of backup, restore, cases between workstations, and removing a patient for good. */
export const backupEn = {
  // failures
  'backup.unreadable': '{file} is not there or may not be read. Give the whole path of a backup file.',
  'backup.notOne':
    '{file} is not a ThyroMap backup, or its end is missing because copying it was interrupted. Nothing was changed.',
  'backup.newer':
    '{file} was made by a newer version of ThyroMap. Install that version or a later one. Nothing was changed.',
  'backup.damaged':
    '{file} is a ThyroMap backup, but not as it was written: it is damaged or was altered. Take another one. Nothing was changed.',
  'backup.noRoom':
    'There is not enough room in {folder}: {mb} MB are needed. Nothing was written; the cases are unharmed.',
  'backup.checkFailed':
    'The backup {file} was written but did not pass its check, so it was removed. The disk may be failing: choose another folder. The cases are unharmed.',
  'backup.running': 'A backup is being made now. Try again when it is done.',
  'backup.leftOff':
    'ThyroMap was closed before the last backup was finished. Nothing of it is left; earlier backups and the cases are unharmed.',
  'backup.folderNotWhole':
    '{folder} is not a whole path. Give it from the root of the disk, like /media/backups or D:\\Backups.',
  'transfer.notOne': '{file} is not a file of ThyroMap cases. Nothing was changed.',
  'transfer.newer': '{file} was made by a newer version of ThyroMap. Nothing was changed.',
  'transfer.wrongPassphrase': 'This is not the passphrase that {file} was made with, or the file is damaged.',
  'transfer.damaged': '{file} is damaged or was altered. Nothing of it was brought in.',
  'transfer.tooMuch': 'These cases hold more than {mb} MB, too much for one file. Choose fewer at a time.',

  // the sheet
  'backup.title': 'Backup and restore',
  'backup.what':
    'A backup is one encrypted file with every case, picture, assessment and outcome, the people and the audit log. It opens with the passphrases and the recovery code of the day it was made. Imported model packs are not in it.',
  'backup.sameDisk':
    'These backups lie on the same disk as the cases. They help against slips, not against a lost or broken disk: choose a folder on another disk or on the network.',
  'backup.schedule': 'Make one by itself',
  'backup.schedule.off': 'Never',
  'backup.schedule.daily': 'Daily',
  'backup.schedule.weekly': 'Weekly',
  'backup.schedule.what':
    'While ThyroMap is open. Kept are the last of {days} days, {weeks} weeks and {months} months; those you make by hand stay until you remove them.',
  'backup.folder': 'Folder',
  'backup.folder.what': 'The whole path. Empty: {folder}',
  'backup.folder.keep': 'Use this folder',
  'backup.now': 'Back up now',
  'backup.step.copying': 'Copying: {percent}%',
  'backup.step.checking': 'Opening the copy and checking every page',
  'backup.step.reading': 'Reading it back from the disk',
  'backup.done': 'Backed up and checked: {cases} cases, {mb} MB.',
  'backup.failed': 'The last backup was not made.',
  'backup.closing':
    'A backup is being made. If ThyroMap is closed now, this backup is left off; earlier backups and the cases stay as they are.',
  'backup.closing.stay': 'Keep open',
  'backup.closing.close': 'Close now',
  'backup.list': 'Backups in this folder',
  'backup.none': 'There is no backup here yet.',
  'backup.madeAt': 'Made',
  'backup.kind': 'Why',
  'backup.kind.scheduled': 'by itself',
  'backup.kind.asked': 'asked for',
  'backup.kind.beforeRestore': 'before a restore',
  'backup.cases': 'Cases',
  'backup.newest': 'Newest case',
  'backup.size': 'Size',
  'backup.by': 'By',
  'backup.mb': '{mb} MB',
  'backup.otherStore': 'of another store',
  'backup.restoreThis': 'Restore…',

  // restore
  'restore.title': 'Restore a backup',
  'restore.file': 'Backup file, whole path',
  'restore.look': 'Open',
  'restore.who': 'Profile in the backup',
  'restore.passphrase': 'Its passphrase at that time',
  'restore.withCode': 'With the recovery code',
  'restore.withPassphrase': 'With a passphrase',
  'restore.code': 'Recovery code',
  'restore.preview': 'Show what is in it',
  'restore.inBackup': 'In the backup',
  'restore.now': 'Here now',
  'restore.madeAt': 'Made',
  'restore.madeBy': 'By',
  'restore.cases': 'Cases',
  'restore.assessments': 'Assessments',
  'restore.outcomes': 'Outcomes',
  'restore.newest': 'Newest case',
  'restore.schema': 'Written by',
  'restore.schemaSame': 'version {version}',
  'restore.schemaOlder': 'version {version}; brought up to this version',
  'restore.nothingHere': 'nothing that can be read',
  'restore.since':
    'Entries of the audit log newer than this backup: {n}. What they tell of will not be here after the restore; it stays in the backup that is made first.',
  'restore.replaces':
    'Everything that is here now is replaced. Before that it is backed up. ThyroMap then asks for a passphrase of that day.',
  'restore.replacesUnreadable':
    'What lies in the data folder now is kept beside, in a folder “replaced-…”. ThyroMap then asks for a passphrase of that day.',
  'restore.go': 'Replace and restore',
  'restore.working': 'Restoring…',
  'restore.done': 'The backup of {date} was restored. Sign in as on that day.',
  'restore.offer': 'Restore a backup…',

  // cases to and from another workstation
  'transfer.exportTitle': 'Cases for another workstation',
  'transfer.exportWhat':
    'One encrypted file (cases: {n}) with pictures, assessments, outcomes and who made them. The other workstation asks for the passphrase that you give here. Tell it by another way than the file.',
  'transfer.passphrase': 'Passphrase for this file',
  'transfer.exportGo': 'Make the file',
  'transfer.exported':
    'The file was made (cases: {n}). The names in it are protected by its passphrase only.',
  'transfer.exportAction': 'For another workstation…',
  'transfer.title': 'Cases from another workstation',
  'transfer.choose': 'Choose a file',
  'transfer.passphraseOf': 'Passphrase of the file',
  'transfer.look': 'Show what is in it',
  'transfer.from': 'Made {date} on workstation {from}',
  'transfer.case': 'Case',
  'transfer.created': 'Created',
  'transfer.holds': 'Assessments / outcomes',
  'transfer.arrival': 'Here',
  'transfer.arrival.new': 'new',
  'transfer.arrival.here': 'already here, left as it is',
  'transfer.arrival.otherVersion': 'another version is here; kept as a case of its own',
  'transfer.receive': 'Bring in ({n})',
  'transfer.nothingNew': 'All of them are here already.',
  'transfer.received': 'Cases brought in: {n}. Here already: {m}.',

  'list.more': 'More',

  // removing for good
  'erase.action': 'Remove for good…',
  'erase.title': 'Remove for good? Cases: {n}',
  'erase.what':
    'Pictures, report, assessments and outcomes are removed and overwritten. This cannot be taken back, not even by support. The audit log keeps the case numbers and that you did it.',
  'erase.held':
    'These backups were made while the cases were here and still hold them. Remove the files too if nothing may remain, and copies of them elsewhere:',
  'erase.notHeld':
    'No backup in the backup folder holds them. Copies elsewhere, exported files and prints are yours to remove.',
  'erase.sure': 'I understand that this cannot be undone',
  'erase.go': 'Remove for good',
  'erase.done': 'Removed for good. Cases: {n}',

  'audit.action.backup.failed': 'Backup not made',
  'audit.action.case.erased': 'Case removed for good and overwritten',
  'audit.action.clock.setBack': 'Clock set back since the last entry',
  'audit.action.case.received': 'Case from another workstation',
} as const satisfies Record<string, string>;
