/** What a column may be called, by the field that it fills, in four languages; compared without case, accents, spaces and punctuation. */
const aliases = {
  externalId:
    'externalid id srnumber ordernumber orderno orderid workorder workordernumber jobid jobnumber ticket ticketnumber reference number ' +
    'auftragsnummer auftragsnr auftragnr nummer nr vorgang belegnummer ticketnummer referenz kennung ' +
    'numerodeorden numeroorden numerodetrabajo numero idorden idtrabajo folio referencia parte ' +
    'رقمالطلب رقمالأمر الرقم رقم المرجع رقمالتذكرة',
  title:
    'title requesttype service servicetype jobtype subject type category job work task ' +
    'titel betreff auftrag auftragsart leistung art tatigkeit kategorie ' +
    'titulo asunto tipo servicio tipodeservicio trabajo tarea categoria ' +
    'العنوانالوظيفي الموضوع الخدمة نوعالخدمة نوع المهمة العمل',
  description:
    'description notes details comment comments remarks ' +
    'beschreibung notiz notizen bemerkung bemerkungen details hinweis ' +
    'descripcion notas detalles comentario comentarios observaciones ' +
    'الوصف ملاحظات تفاصيل تعليق',
  status: 'status state jobstatus zustand auftragsstatus estado situacion الحالة حالةالطلب',
  createdAt:
    'createddate createdat created opened openeddate requestdate ' +
    'erstellt erstelltam angelegt angelegtam eingang eingangsdatum ' +
    'creado creadoel fechadecreacion fechacreacion fechadesolicitud ' +
    'تاريخالإنشاء أنشئ تاريخالطلب',
  serviceAt:
    'servicedate scheduleddate scheduledat scheduled appointment appointmentdate visitdate start windowstart starttime date ' +
    'termin termindatum datum beginn start von geplant einsatz einsatzdatum ' +
    'fecha fechadevisita cita fechadecita inicio desde programado ' +
    'الموعد تاريخالموعد تاريخالزيارة التاريخ البداية من',
  serviceEnd:
    'windowend end endtime serviceend scheduledend ende bis terminende fin hasta final النهاية إلى حتى',
  durationMinutes:
    'duration durationminutes minutes dauer minuten dauerinminuten duracion minutos المدة الدقائق',
  closedAt:
    'closeddate closedat completeddate completedat closed completed finished ' +
    'erledigtam abgeschlossenam geschlossenam beendet abschlussdatum ' +
    'cerrado completado fechadecierre finalizado ' +
    'تاريخالإغلاق تاريخالإنجاز',
  crew:
    'assignto assignedto assignee crew technician team driver worker ' +
    'techniker monteur mitarbeiter zugewiesen team fahrer bearbeiter ' +
    'tecnico asignadoa asignado equipo operario ' +
    'الفني الفريق مسندإلى السائق',
  lat: 'latitude lat y breitengrad breite latitud خطالعرض',
  lng: 'longitude lng lon long x langengrad lange longitud خطالطول',
  line:
    'address addressline street line location serviceaddress streetaddress ' +
    'adresse anschrift strasse straße strassehausnummer einsatzort ' +
    'direccion calle domicilio ubicacion ' +
    'العنوان عنوان الشارع الموقع',
  city: 'city town ort stadt ciudad localidad municipio poblacion المدينة مدينة',
  postcode: 'postcode zipcode zip postalcode plz postleitzahl codigopostal cp الرمزالبريدي',
  customerId:
    'customerid customernumber clientid accountid account kundennummer kundennr kundenid numerodecliente idcliente رقمالعميل',
  customer:
    'customer customername client name resident company kunde kundenname firma auftraggeber cliente nombre nombredelcliente empresa العميل اسمالعميل الاسم الزبون',
  phone:
    'phone phonenumber mobile telephone cell telefon telefonnummer handy mobil tel telefono movil celular الهاتف رقمالهاتف الجوال',
  email: 'email emailaddress mail epost emailadresse correo correoelectronico البريد البريدالإلكتروني',
} as const;

/** A field of an order that a column of a table can fill. */
export type OrderField = keyof typeof aliases;
export const orderFields = Object.keys(aliases) as readonly OrderField[];

/** What no order can do without. */
export const requiredOrderFields = ['externalId', 'title', 'line'] as const satisfies readonly OrderField[];

/** Which column fills which field. */
export type ColumnMapping = Readonly<Partial<Record<OrderField, string>>>;

/** Finds out from what the columns of a table are called, in English, German, Spanish or Arabic, which field each fills; no column fills two. */
export function guessColumns(columns: readonly string[]): ColumnMapping {
  const left = new Map(columns.map(column => [plainWord(column), column] as const).reverse());
  const found: Partial<Record<OrderField, string>> = {};
  for (const field of orderFields) {
    const name = aliases[field].split(' ').find(each => left.has(plainWord(each)));
    if (name === undefined) continue;
    found[field] = left.get(plainWord(name))!;
    left.delete(plainWord(name));
  }
  return found;
}

/** A word as it is compared: without case, accents, spaces and punctuation. */
export function plainWord(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
